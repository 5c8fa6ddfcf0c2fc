"""The application: services opened, every blueprint registered, errors and headers in one place."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from flask import Flask, url_for

from kb.numbers import several
from kb.settings import Settings
from web import exports, logs, metrics, ops, pace, packet_in_hand, security, services
from web.api import editing, problems, v1
from web.negotiate import Suffix
from web.presenters import jobs as jobs_presented
from web.public import (
    comparable,
    digests,
    discovery,
    front,
    help_pages,
    incidents,
    lessons,
    packets,
    records,
    reports,
    search,
    sites,
    suggestions,
    topics,
)
from web.staff import (
    account,
    decisions,
    desk,
    entrance,
    identity_provider,
    index_status,
    jobs,
    new_incident,
    people,
    report_about,
    review,
    rewriting,
    saved,
    signed_in,
    trail,
    upload,
    vocabulary,
)

# A description of an incident is the longest thing anyone sends.
LONGEST_BODY = 256 * 1024
BLUEPRINTS = (
    front.blueprint,
    search.blueprint,
    suggestions.blueprint,
    records.blueprint,
    reports.blueprint,
    topics.blueprint,
    lessons.blueprint,
    sites.blueprint,
    incidents.blueprint,
    comparable.blueprint,
    packets.blueprint,
    help_pages.blueprint,
    digests.blueprint,
    discovery.blueprint,
    ops.blueprint,
    metrics.blueprint,
    v1.blueprint,
    editing.blueprint,
    desk.blueprint,
    entrance.blueprint,
    identity_provider.blueprint,
    account.blueprint,
    saved.blueprint,
    people.blueprint,
    trail.blueprint,
    upload.blueprint,
    jobs.blueprint,
    review.blueprint,
    decisions.blueprint,
    rewriting.blueprint,
    report_about.blueprint,
    vocabulary.blueprint,
    index_status.blueprint,
    new_incident.blueprint,
)


def create_app(settings: Settings, opened: services.Services | None = None) -> Flask:
    """Make the application; `opened` services are for tests, else they are opened from settings."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = LONGEST_BODY
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = 31_536_000
    app.url_map.strict_slashes = False
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    services.install(app, opened or services.Services.open(settings))
    pace.keep_pace(app, settings)
    security.secure(app, settings)
    metrics.count_requests(app)
    logs.log_requests(app)
    problems.handle_errors(app)
    exports.refuse_others(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    # None is done by cookie, and the last changes nothing.
    security.csrf.exempt(v1.blueprint)
    security.csrf.exempt(editing.blueprint)
    security.csrf.exempt(comparable.blueprint)
    app.add_url_rule("/api/openapi.json", view_func=v1.openapi)
    app.jinja_env.filters["several"] = several
    app.jinja_env.globals["asset"] = _asset
    app.jinja_env.globals["job_named"] = jobs_presented.named
    app.jinja_env.globals["time_left"] = jobs_presented.time_left
    app.jinja_env.globals["member"] = signed_in.member
    app.jinja_env.globals["packet_in_hand"] = packet_in_hand.in_hand
    app.jinja_env.globals["gathers"] = packet_in_hand.gathers
    app.jinja_env.globals["packet_offered"] = packet_in_hand.offered
    app.jinja_env.globals["offers_statements"] = packet_in_hand.offers_statements
    app.jinja_env.globals["export_links"] = exports.export_links
    app.wsgi_app = Suffix(app.wsgi_app)  # type: ignore[method-assign, assignment]
    return app


@cache
def _version(name: str) -> str:
    path = Path(__file__).parent / "static" / name
    return f"{path.stat().st_mtime_ns:x}"[-10:]


def _asset(name: str) -> str:
    """Address a file of ours by its content's age, so that browsers may keep it for a year."""
    return url_for("static", filename=name, v=_version(name))
