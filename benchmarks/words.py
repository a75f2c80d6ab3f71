"""Texts of measurements, and figures derived from them."""

CARD = "今晚停水\n请提醒本楼住户储水。\n\n来自 专员一（专员）· 截止 明天 09:00\n等待 1 个单位：1栋"
