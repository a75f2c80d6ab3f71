"""Refusals of maps and plans."""

from __future__ import annotations

from bot.chat.texts import N_

MAPS: dict[str, str] = {
    "map_too_large": N_("The map is larger than {limit_mb} MB. Please leave out what is not"
                        " needed, or round the coordinates."),
    "map_unreadable": N_("This is no GeoJSON. Please export the map as GeoJSON (UTF-8)."),
    "map_deep": N_("This file is nested too deeply to be a map."),
    "map_not_finite": N_("The map holds coordinates that are no numbers (NaN or infinite)."),
    "map_no_features": N_("No outlines were found in the map: it needs a list of features."),
    "map_many_features": N_("The map has more than {most} features. Please split it."),
    "map_left_off": N_("Some outlines cannot be taken (see above). Nothing was changed;"
                       " --skip-unreadable takes the rest."),
    "map_sure": N_("The map changes outlines that are there. --yes does so without asking."),
    "plan_unreadable": N_("This is no picture I can read. Please send a JPEG or PNG."),
    "plan_too_large": N_("The picture is too large: at most {limit_mb} MB and {megapixels}"
                         " million pixels."),
    "plan_absent": N_("There is no plan yet."),
}  # fmt: skip

LEFT_OFF: dict[str, str] = {
    "map_no_outline": N_("it has no outline"),
    "map_many_points": N_("it has too many points"),
    "map_crosses": N_("its outline crosses itself"),
    "map_off_earth": N_("its coordinates are no longitude and latitude"),
    "map_no_unit": N_("no unit is called so"),
    "map_many_units": N_("several units are called so; please give their code"),
    "map_twice": N_("the same unit came before"),
}
"""Why a feature of a map is not taken."""
