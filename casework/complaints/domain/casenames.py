"""Two random words for a case. A number would tell whoever skips from 7 to 9 that there is an 8.

The words mean nothing: no crime, no verdict, no secret, no person, nothing of finance. Whoever
hears a name in a corridor learns nothing from it.
"""

import secrets
from collections.abc import Collection
from typing import Final, NewType

CaseName = NewType("CaseName", str)


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


FIRST: Final = _words(
    """
    Alpine Amber Ample Ancient Autumn Balmy Birch Blithe Bluff Bold Brass Breezy Bright Brisk Calm
    Carved Cedar Chalky Clear Clever Cloudy Coastal Cobalt Copper Coral Cosy Crested Crisp Crystal
    Curved Dapper Dawn Deep Distant Dotted Drifting Dusky Eager Early Earthen Eastern Elm Evening
    Fabled Faint Festive Fleet Floral Flowing Foggy Folded Fresh Frosty Gentle Gilded Glacial Glassy
    Gleaming Glowing Graceful Grand Granite Grassy Hazel Hearty Hilly Inland Iron Ivy Jade Jolly
    Jovial Keen Kindly Lasting Laurel Leafy Lilac Linen Little Lively Lofty Lone Lucid Lunar Maple
    Marble Mellow Merry Mild Misty Modest Mossy Neat Nimble Northern Oaken Open Oval Painted Pastel
    Patient Pearly Pebble Pine Placid Polar Polished Purple Quiet Rainy Rapid Ready Ripe Rippled
    Rocky Rolling Rosy Round Rural Rustic Sandy Scarlet Scenic Sedge Serene Silken Silver Simple
    Sleepy Slender Smooth Snowy Soft Solar Solid Southern Spiral Stately Steady Stone Stormy Striped
    Summer Sunny Supple Sweet Swift Tall Teal Tender Thistle Tidal Tiny Topaz Tranquil Upland Upper
    Useful Vast Velvet Verdant Vivid Walnut Warm Wavy Western Wide Willow Windy Winter Wooden Woven
    Yonder Zesty
    """
)
SECOND: Final = _words(
    """
    Acorn Alcove Anchor Anvil Apple Apron Arbor Arch Aspen Atlas Attic Bagel Banjo Banner Barley
    Barn Basin Basket Bay Beach Beacon Bench Berry Bison Blanket Blossom Boat Bonnet Bough Boulder
    Bowl Branch Bridge Brook Broom Bucket Buckle Button Cabin Camel Canoe Canopy Canvas Canyon Cape
    Carpet Castle Cavern Cellar Chalet Cherry Chimney Cliff Clover Cobble Comet Compass Cottage Cove
    Cradle Crane Crater Creek Cricket Crown Cupboard Curtain Daisy Dale Delta Desert Dome Donkey
    Dune Eagle Easel Echo Ember Falcon Feather Ferry Field Finch Fjord Flagon Flute Forest Forge
    Fountain Gable Garden Garland Gate Geyser Glade Glen Goblet Gorge Grotto Grove Gull Hamlet
    Hammock Harbor Harp Harvest Haven Heath Hedge Heron Hill Hinge Horizon Island Jacket Jetty
    Jigsaw Juniper Kayak Kettle Kite Knoll Lagoon Lake Lamp Lane Lantern Lark Lattice Lemon
    Lighthouse Lily Linnet Loft Loom Lotus Mallet Mantle Marsh Mast Meadow Melody Mesa Mill Mitten
    Moon Moor Mosaic Needle Nest Nook Nutmeg Oak Oar Oasis Ocean Orbit Orchard Orchid Otter Oven
    Paddle Palm Pantry Parsley Pasture Path Pavilion Peach Peak Pear Pelican Pencil Pepper Petal
    Piano Picnic Pier Pillow Pitcher Planet Plateau Plaza Plover Pocket Pond Poplar Poppy Porch
    Prairie Prism Puddle Puffin Quarry Quill Quilt Raft Rafter Raven Reed Reef Ribbon Ridge River
    Robin Rocket Roof Rose Saddle Sage Sail Satchel Saucer Scarf Shelf Shell Shore Shutter Sleigh
    Sparrow Spoon Spruce Stable Star Stove Strand Stream Sundial Swan Swing Table Tangerine Tapestry
    Teapot Tent Terrace Thicket Thimble Thunder Timber Toffee Torch Tower Trail Treetop Trellis
    Tulip Tunnel Turret Valley Vase Veranda Village Vine Violet Violin Wagon Walrus Waltz Wharf
    Wheat Wheel Windmill Window Wren Yarn Zebra Zephyr
    """
)
_TRIES: Final = 64


def new_name(taken: Collection[CaseName]) -> CaseName:
    """Return a name that its readers have no other case for.

    Names that a member may not know of are not in `taken`: to avoid them would tell of them.
    """
    used = frozenset(taken)
    for _ in range(_TRIES):
        name = _pair()
        if name not in used:
            return name
    # Nobody reads tens of thousands of cases; if somebody does, names get a third word.
    return CaseName(f"{_pair()} {secrets.choice(SECOND)}")


def _pair() -> CaseName:
    return CaseName(f"{secrets.choice(FIRST)} {secrets.choice(SECOND)}")
