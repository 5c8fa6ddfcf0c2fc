"""The vocabulary at the desk: what a change would do is shown before it is applied.

Every form has two buttons, one that shows and one that applies. It carries the version of the
vocabulary that was seen; where somebody else changed it since, nothing is applied and what it would
do now is shown, with everything typed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from flask import Blueprint, Response, request
from flask_wtf import FlaskForm

from kb import vocabulary_editing as editing
from kb.domain.job import JobKind
from kb.domain.staff import Role
from kb.domain.topic import Topic, Vocabulary
from kb.domain.vocabulary_change import Edit, Part, VocabularyChange, edited
from kb.errors import BadRequest, NotFound
from kb.vocabulary_editing import VocabularyMoved
from kb.vocabulary_import import read_skos
from web import services
from web.negotiate import page_for_people, see_other
from web.presenters.vocabulary import (
    ChangeShown,
    VocabularyPreview,
    WordShown,
    changes_shown,
    preview_shown,
    words_shown,
)
from web.staff import signed_in
from web.staff.forms import blame
from web.staff.vocabulary_forms import (
    SHORT_HINT,
    TERMS_HINT,
    AbbreviationsForm,
    ImportForm,
    NewTopicForm,
    TopicForm,
)
from web.tasks import RETAG

_HOME = "/staff/vocabulary"
blueprint = Blueprint("vocabulary", __name__, url_prefix=_HOME)


@dataclass(frozen=True, slots=True)
class VocabularyPage:
    """All topics by family, the changes that staff made, how many reports have yet to follow."""

    families: tuple[tuple[Topic, tuple[Topic, ...]], ...]
    retired: tuple[Topic, ...]
    changes: tuple[ChangeShown, ...]
    behind: int
    done: int


@dataclass(frozen=True, slots=True)
class EditPage:
    """A form of the vocabulary: what is edited, the version seen, what it would do.

    `moved` are the changes of others that came in between.
    """

    title: str
    action: str
    seen: int
    topic: Topic | None = None
    words: tuple[tuple[Part, tuple[WordShown, ...]], ...] = ()
    long_forms: tuple[tuple[str, tuple[str, ...]], ...] = ()
    retire: tuple[str, ...] = ()
    preview: VocabularyPreview | None = None
    moved: tuple[ChangeShown, ...] = ()
    notes: tuple[str, ...] = ()


@blueprint.get("")
@signed_in.require(Role.EDITOR)
def show() -> Response:
    """Show the vocabulary and its changes."""
    with services.current().catalog.read(staff=True) as view:
        vocabulary, behind = view.vocabulary, len(view.tagging.behind())
        changes = changes_shown(view.wording.changes())
    page = VocabularyPage(
        families=tuple((one, vocabulary.narrower(one.id)) for one in vocabulary.families()),
        retired=tuple(topic for topic in vocabulary if topic.retired),
        changes=changes,
        behind=behind,
        done=request.args.get("done", 0, type=int),
    )
    return page_for_people("staff/vocabulary.html", page)


@blueprint.get("/new")
@signed_in.require(Role.EDITOR)
def show_new() -> Response:
    """Ask for a new topic."""
    form = NewTopicForm(formdata=None, family=request.args.get("family", ""))
    return _shown(form.offer(_vocabulary()), _new_page())


@blueprint.post("/new")
@signed_in.require(Role.EDITOR)
def add() -> Response:
    """Show what a new topic would do, or add it."""
    form = NewTopicForm()
    form.offer(_vocabulary())
    return _sent(form, _new_page(), form.edits)


@blueprint.get("/topics/<topic_id>")
@signed_in.require(Role.EDITOR)
def show_topic(topic_id: str) -> Response:
    """Show a topic with its words."""
    topic = _topic(topic_id)
    form = TopicForm(
        formdata=None,
        label=topic.pref_label,
        scope_note=topic.scope_note,
        retire_topic=topic.retired,
    )
    return _shown(form, _topic_page(topic))


@blueprint.post("/topics/<topic_id>")
@signed_in.require(Role.EDITOR)
def edit_topic(topic_id: str) -> Response:
    """Show what a change of a topic would do, or apply it."""
    topic, form = _topic(topic_id), TopicForm()
    retire = request.form.getlist("retire")
    return _sent(form, _topic_page(topic), lambda _: form.edits(topic, retire))


@blueprint.get("/abbreviations")
@signed_in.require(Role.EDITOR)
def show_abbreviations() -> Response:
    """Show what abbreviations stand for."""
    return _shown(AbbreviationsForm(formdata=None), _abbreviations_page())


@blueprint.post("/abbreviations")
@signed_in.require(Role.EDITOR)
def edit_abbreviations() -> Response:
    """Show what a change of abbreviations would do, or apply it."""
    form = AbbreviationsForm()
    retire = request.form.getlist("retire")
    return _sent(form, _abbreviations_page(), lambda _: form.edits(retire))


@blueprint.get("/import")
@signed_in.require(Role.EDITOR)
def show_import() -> Response:
    """Ask for a vocabulary in SKOS."""
    return _shown(ImportForm(formdata=None), _import_page())


@blueprint.post("/import")
@signed_in.require(Role.EDITOR)
def take_in() -> Response:
    """Show what a vocabulary in SKOS would change, or take it over."""
    form, notes = ImportForm(), list[str]()
    sent = request.files.get("file")
    if sent and sent.filename:
        form.turtle.data = sent.read().decode("utf-8", "replace")

    def edits(vocabulary: Vocabulary) -> Iterable[Edit]:
        try:
            told = form.turtle.data or ""
            found = read_skos(told, vocabulary, retire_missing=form.retire_missing.data)
            notes.extend(found.notes)
            return editing.check(vocabulary, found.edits)
        except (BadRequest, NotFound) as error:
            raise BadRequest(str(error), hint=error.hint, code="turtle") from error

    return _sent(form, _import_page(), edits, notes)


@blueprint.get("/changes/<int:seq>/undo")
@signed_in.require(Role.EDITOR)
def show_undo(seq: int) -> Response:
    """Show what taking a change back would do."""
    return _undo_shown(seq)


@blueprint.post("/changes/<int:seq>/undo")
@signed_in.require(Role.EDITOR)
def undo(seq: int) -> Response:
    """Take a change back."""
    catalog = services.current().catalog
    try:
        kept = editing.undo(catalog, seq, by=signed_in.actor(), seen=_seen())
    except VocabularyMoved:
        return _undo_shown(seq, moved=True)
    return _applied(kept)


def _sent(
    form: FlaskForm,
    page: EditPage,
    edits_of: Callable[[Vocabulary], Iterable[Edit]],
    notes: list[str] | None = None,
) -> Response:
    """Apply what a form asks for or show what it would do; what is wrong stands by its field."""
    page = replace(page, retire=tuple(request.form.getlist("retire")))
    if not form.validate():
        return _shown(form, page, 422)
    status = 200
    try:
        edits = editing.check(_vocabulary(), edits_of(_vocabulary()))
        if edits and "apply" in request.form:
            return _applied(_apply(edits, form))
    except VocabularyMoved:
        status, page = 409, replace(page, moved=_since(_seen()))
    except BadRequest as error:
        blame(form, error)
        return _shown(form, page, 422)
    if not edits:
        blame(form, BadRequest("this changes nothing", hint="Add, change or retire something."))
        return _shown(form, page, 422)
    return _shown(form, replace(page, preview=_preview(edits), notes=tuple(notes or ())), status)


def _apply(edits: Iterable[Edit], form: FlaskForm) -> VocabularyChange:
    catalog, note = services.current().catalog, form.note.data or ""
    return editing.apply(catalog, tuple(edits), by=signed_in.actor(), seen=_seen(), note=note)


def _applied(kept: VocabularyChange) -> Response:
    """Have the statements follow in the background, and go back to the vocabulary."""
    with services.current().catalog.begin() as tx:
        job = None if tx.jobs.is_open(JobKind.RETAG) else tx.jobs.add(RETAG, signed_in.actor().name)
    if job:
        services.queue().send(job)
    return see_other(f"{_HOME}?done={kept.seq}#done")


def _preview(edits: tuple[Edit, ...]) -> VocabularyPreview:
    from ingest.topics.retagging import preview  # noqa: PLC0415 - a tagger takes long to import

    with services.current().catalog.read(staff=True) as view:
        after = edited(view.vocabulary, edits)
        return preview_shown(edits, preview(view, after), after)


def _undo_shown(seq: int, *, moved: bool = False) -> Response:
    from ingest.topics.retagging import preview  # noqa: PLC0415

    with services.current().catalog.read(staff=True) as view:
        changes = view.wording.changes()
        after = editing.undone(changes, seq)
        shown = preview_shown((), preview(view, after), after)
        told = next(one for one in changes_shown(changes) if one.seq == seq)
        page = EditPage(
            title=f"Take back change {seq}",
            action=f"{_HOME}/changes/{seq}/undo",
            seen=view.wording.version(),
            preview=shown,
        )
    since = _since(_seen()) if moved else ()
    return page_for_people(
        "staff/vocabulary_undo.html",
        replace(page, moved=since),
        status=409 if moved else 200,
        change=told,
    )


def _since(seen: int) -> tuple[ChangeShown, ...]:
    with services.current().catalog.read() as view:
        return tuple(c for c in changes_shown(view.wording.changes()) if c.seq > seen)


def _shown(form: FlaskForm, page: EditPage, status: int = 200) -> Response:
    return page_for_people(
        "staff/vocabulary_edit.html",
        page,
        status=status,
        form=form,
        terms_hint=TERMS_HINT,
        short_hint=SHORT_HINT,
    )


def _new_page() -> EditPage:
    return EditPage("Add a topic", f"{_HOME}/new", _vocabulary().version)


def _topic_page(topic: Topic) -> EditPage:
    return EditPage(
        title=topic.pref_label,
        action=f"{_HOME}/topics/{topic.id}",
        seen=_vocabulary().version,
        topic=topic,
        words=tuple((part, words) for part, words in words_shown(topic).items() if words),
    )


def _abbreviations_page() -> EditPage:
    vocabulary = _vocabulary()
    return EditPage(
        "Abbreviations",
        f"{_HOME}/abbreviations",
        vocabulary.version,
        long_forms=tuple(sorted(vocabulary.long_forms)),
    )


def _import_page() -> EditPage:
    return EditPage("Import a vocabulary", f"{_HOME}/import", _vocabulary().version)


def _topic(topic_id: str) -> Topic:
    topic = _vocabulary().get(topic_id)
    if topic is None:
        raise NotFound(f"There is no topic {topic_id!r}.", hint=f"See {_HOME} for those there are.")
    return topic


def _vocabulary() -> Vocabulary:
    return services.current().vocabulary


def _seen() -> int:
    return request.form.get("seen", -1, type=int)
