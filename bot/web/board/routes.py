"""The routes of the board's page, as a table of contents."""

from __future__ import annotations

from collections.abc import Sequence

from bot.web.board import acts, entering, form_acts, joining, mine, photos, plans, views
from bot.web.board.site import SiteRoute

ROUTES: Sequence[SiteRoute] = (
    ("/", ("GET",), views.show_now),
    ("/", ("POST",), acts.press_sign_out),
    ("/i/{number:int}", ("GET",), views.show_instruction),
    ("/i/{number:int}", ("POST",), acts.press_on_instruction),
    ("/i/{number:int}/{code}", ("GET",), views.show_instruction),
    ("/i/{number:int}/{code}", ("POST",), acts.press_on_instruction),
    ("/i/{number:int}/{code}/form", ("GET",), form_acts.show_page_form),
    ("/i/{number:int}/{code}/form", ("POST",), form_acts.press_page_form),
    ("/u/{code}", ("GET",), views.show_unit),
    ("/u/{code}", ("POST",), acts.press_on_unit),
    ("/u/{code}/plan", ("GET",), plans.send_plan),
    ("/u/{code}/map", ("GET",), plans.show_plan),
    ("/u/{code}/map", ("POST",), plans.press_plan),
    ("/gaps", ("GET",), views.show_gaps),
    ("/gaps", ("POST",), acts.press_on_gap),
    ("/mine", ("GET",), mine.show_mine),
    ("/mine", ("POST",), mine.press_own_answer),
    ("/mine/{number:int}", ("GET",), form_acts.show_page_form),
    ("/mine/{number:int}/photo/{index:int}", ("GET",), photos.send_photo),
    ("/mine/{number:int}", ("POST",), form_acts.press_page_form),
    ("/m/{token}", ("GET",), joining.show_door),
    ("/m/{token}", ("POST",), joining.press_door),
    ("/wall/{token}", ("GET",), views.show_wall),
    ("/login/{token}", ("GET",), entering.show_login),
    ("/login/{token}", ("POST",), entering.press_login),
    ("/app", ("GET",), entering.show_app),
    ("/app", ("POST",), entering.press_app),
    ("/healthz", ("GET",), entering.show_health),
)
