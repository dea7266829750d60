"""Which scenes show which templates of casework, so that none is left that no browser has seen.

Most scenes are tests of their own: what those do leads through pages that are refused, done,
asked first or empty, and here a browser looks at what they were shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import Final

from tests.e2e import refusals, scenes
from tests.e2e.stage import Scene
from tests.guards.test_states import screens, words_of
from tests.sites.casework import (
    test_aside,
    test_assessing,
    test_at_unlock,
    test_calling,
    test_cases,
    test_charter,
    test_conflicts,
    test_containers,
    test_custody,
    test_devices,
    test_disposal,
    test_due,
    test_entering,
    test_european,
    test_evidence,
    test_evidence_arrives,
    test_figures,
    test_finishing,
    test_guests,
    test_guests_leaving,
    test_hidden,
    test_joining,
    test_keeping,
    test_kept,
    test_keyboard,
    test_labelled_files,
    test_linked,
    test_moved_notes,
    test_own_keys,
    test_people,
    test_protection,
    test_readers,
    test_removing,
    test_too_long,
)


@dataclass(frozen=True, slots=True)
class Chapter:
    """Some templates, told by how their names begin, and scenes in which all of them are seen."""

    begin: tuple[str, ...]
    scenes: tuple[Scene, ...]

    @property
    def templates(self) -> frozenset[str]:
        return frozenset(each for each in screens() if chapter_of(each) is self)


CHAPTERS: Final[Mapping[str, Chapter]] = {
    "the door": Chapter(
        ("faults/", "members/", "settings/", "today/"),
        (
            scenes.nothing_works,
            scenes.a_secretary_looks_around,
            scenes.an_auditor_of_record_looks_around,
            refusals.whoever_errs_at_the_door,
            refusals.whoever_errs_while_joining,
            test_joining.test_june_joins_with_an_app,
            test_joining.test_a_secretary_gets_words_that_are_shown_once,
            test_joining.test_a_member_without_a_key_file_is_sent_to_the_chair_and_gets_no_other_keys,
            test_devices.test_nobody_removes_their_only_approved_device,
            test_kept.test_what_was_typed_is_kept_for_no_other_site,
            test_keyboard.test_the_page_that_names_the_keys_is_found_without_a_script,
            test_at_unlock.test_it_is_done_at_each_unlock_with_a_passkey,
        ),
    ),
    "the committee": Chapter(
        ("committee/",),
        (
            refusals.whoever_errs_about_people,
            test_guests.test_a_guest_is_added_by_signatures_invited_and_comes_in,
            test_own_keys.test_a_drill_needs_nothing_but_the_paper_and_gives_no_word_back,
            test_own_keys.test_the_key_day_is_a_page_to_print,
            test_own_keys.test_keepers_type_their_sheets_on_their_own_screens_until_there_are_enough,
            test_own_keys.test_asking_for_new_keys_takes_nothing_back_unasked,
            test_people.test_a_site_without_a_committee_says_so,
            test_charter.test_a_version_is_named_and_fits_or_nothing_typed_is_lost,
        ),
    ),
    "lists": Chapter(
        (
            "complaints/aside", "complaints/ente", "complaints/europe", "complaints/load",
            "complaints/queue", "complaints/stand_ins", "complaints/ties", "export/", "history/",
            "complaints/ending/records", "complaints/ending/list", "complaints/ending/figures",
            "search/",
        ),
        (
            scenes.june_finds_nothing_at_all,
            scenes.a_guest_looks_at_what_was_granted,
            refusals.whoever_leaves_out_something_when_exporting,
            refusals.whoever_errs_in_a_list,
            test_entering.test_two_words_are_read_back_from_the_copy,
            test_entering.test_bad_input_loses_nothing_that_was_typed,
            test_aside.test_nothing_ticked_or_no_reason_keeps_what_was_chosen,
            test_calling.test_a_number_is_no_list_of_ties,
            test_european.test_settings_say_when_it_applies_and_nobody_switched_it_on,
            test_disposal.test_what_comes_up_meanwhile_keeps_it,
            test_disposal.test_what_is_finished_is_kept_until_its_last_day,
            test_figures.test_what_a_member_lets_the_page_say_is_what_the_next_notice_carries,
        ),
    ),
    "who reads": Chapter(
        (
            "complaints/again", "complaints/conflicts", "complaints/gone", "complaints/hidden",
            "complaints/identity", "complaints/linked", "complaints/move", "complaints/people",
            "complaints/privilege", "complaints/readers/", "complaints/step_back",
            "complaints/transcript", "complaints/translate",
        ),
        (
            scenes.members_and_externals_look_at_a_new_report,
            scenes.a_guest_looks_at_what_was_granted,
            refusals.whoever_errs_in_a_case,
            test_readers.test_the_last_who_reads_it_lets_somebody_in_first_on_their_word_alone,
            test_guests_leaving.test_a_guests_words_wait_for_the_new_keys_of_somebody_who_left_and_stay_on_the_page,
            test_guests.test_a_guest_can_post_nothing_to_a_report,
            test_conflicts.test_whoever_triages_is_asked_about_a_firm_on_their_own_list,
            test_containers.test_whom_a_label_calls_the_companys_lawyer_is_offered_the_companys_alone,
            test_evidence.test_whoever_has_a_tie_is_refused_before_the_first_byte_and_adds_nothing,
            test_removing.test_before_somebody_is_removed_a_page_says_what_happens_and_asks_why,
            test_labelled_files.test_of_two_who_label_it_at_once_the_second_is_told_and_loses_no_word,
            test_european.test_a_name_is_told_further_by_consent_or_by_law_with_reasons_first,
            test_european.test_of_two_who_say_that_it_was_given_the_later_is_told,
            test_hidden.test_it_opens_with_a_reason,
            test_moved_notes.test_both_audiences_are_shown_and_without_a_reason_nothing_moves,
            test_linked.test_a_merge_waits_for_the_conflict_check_and_keeps_what_was_typed,
        ),
    ),
    "a case": Chapter(
        ("complaints/",),
        (
            scenes.members_and_externals_look_at_a_new_report,
            scenes.a_guest_looks_at_what_was_granted,
            scenes.a_member_looks_at_what_is_finished,
            refusals.whoever_errs_in_a_case,
            test_assessing.test_a_second_hand_over_asks_again_whether_those_who_lead_are_free,
            test_assessing.test_a_matter_for_somebody_else_is_looked_over_handed_on_and_asked_after,
            test_cases.test_of_two_replies_written_at_once_the_second_waits_for_its_writer,
            test_custody.test_the_sheet_of_a_file_names_everybody_who_had_its_original,
            test_due.test_a_day_that_is_none_keeps_what_was_typed,
            test_evidence_arrives.test_a_file_that_is_too_large_is_refused_and_leaves_nothing,
            test_finishing.test_what_is_finished_stays_as_it_was_found,
            test_keeping.test_of_two_who_say_how_long_at_once_the_later_is_told,
            test_linked.test_whoever_reads_one_alone_sees_no_sign_of_the_link,
            test_protection.test_a_form_that_lacks_something_keeps_what_was_typed,
            test_too_long.test_what_was_shortened_is_done_as_if_it_had_been_so_at_once,
        ),
    ),
}  # fmt: skip


def chapter_of(template: str) -> Chapter | None:
    """Return the chapter that names most of it."""
    every = [(start, each) for each in CHAPTERS.values() for start in each.begin]
    fitting = [(len(start), each) for start, each in every if template.startswith(start)]
    return max(fitting, key=itemgetter(0), default=(0, None))[1]


def needed(chapter: Chapter) -> set[tuple[str, str]]:
    """Return which templates must be seen, and how: each as it is, wrong or empty if it can be."""
    found = {(name, "") for name in chapter.templates}
    for name in chapter.templates:
        text = words_of(name)
        if "error_summary(" in text or "form_errors(" in text:
            found.add((name, "wrong"))
        if "empty(" in text:
            found.add((name, "empty"))
    return found
