"""The pages about reports: a list, and for each case a place for every audience."""

from casework.complaints.views.aside import aside
from casework.complaints.views.assessing.conflicts import conflicts
from casework.complaints.views.assessing.entering import entering
from casework.complaints.views.assessing.handing import handing
from casework.complaints.views.assessing.scope import scope
from casework.complaints.views.assessing.seconding import seconding
from casework.complaints.views.assessing.severity import severity
from casework.complaints.views.assessing.ties import ties
from casework.complaints.views.conversation import conversation
from casework.complaints.views.ending.custody import custody
from casework.complaints.views.ending.figures import figures
from casework.complaints.views.ending.finish import finish_list
from casework.complaints.views.ending.kept import kept
from casework.complaints.views.ending.records import records
from casework.complaints.views.ending.signing import signing
from casework.complaints.views.europe.module import europe
from casework.complaints.views.europe.transcript import transcript
from casework.complaints.views.evidence.adding import adding
from casework.complaints.views.evidence.files import files
from casework.complaints.views.evidence.hiding import hiding
from casework.complaints.views.evidence.translating import translating
from casework.complaints.views.identity import identity
from casework.complaints.views.linked import linked
from casework.complaints.views.notemoves import notemoves
from casework.complaints.views.notes import notes
from casework.complaints.views.outcome import outcome
from casework.complaints.views.overview import overview
from casework.complaints.views.people import people
from casework.complaints.views.privilege.advice import advice
from casework.complaints.views.privilege.labelling import labelling
from casework.complaints.views.queue import queue
from casework.complaints.views.readers.barred import barred
from casework.complaints.views.readers.leaving import leaving
from casework.complaints.views.readers.removing import removing
from casework.complaints.views.readers.standins import stand_ins
from casework.complaints.views.readers.threshold import threshold
from casework.complaints.views.triage import triage
from casework.complaints.views.watching.due import due
from casework.complaints.views.watching.load import load
from casework.complaints.views.watching.protection import protection
from casework.complaints.views.watching.tasks import tasks
from casework.complaints.views.watching.timeline import timeline

BLUEPRINTS = (
    *(queue, overview, conversation, notes, advice, notemoves, labelling),
    *(files, adding, translating),
    *(triage, people, leaving, outcome, stand_ins, load, timeline, tasks, due, protection),
    *(identity, linked, hiding, aside, transcript, europe, removing, barred, threshold),
    *(ties, conflicts, severity, scope, handing, entering, seconding),
    *(finish_list, kept, records, figures, custody, signing),
)
