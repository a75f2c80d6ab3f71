"""Words for posts, folded: simplified characters, lower case, no spaces.

They cover offices in the mainland, Taiwan, Hong Kong, Macau and Singapore; `[[posts]]` in the
settings adds an office's own.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.roster.model import PostKind

ANYWHERE: Mapping[PostKind, str] = {
    PostKind.LEAD: "负责人 责任人 组长 小组长 村民小组长 居民小组长 屯长 队长 主管 "
    "关爱队队长 关爱队长 召集人 lead leader head teamlead teamleader unitlead captain",
    PostKind.DEPUTY: "副职 副手 deputy deputylead deputyleader vice vicelead assistantlead "
    "deputyhead vicechairman vicechairperson assistantleader",
    PostKind.HELPER: "成员 组员 队员 委员 助手 协管员 关爱队员 关爱队队员 志愿者 义工 "
    "业主代表 居民代表 住户代表 "
    "helper member assistant volunteer committeemember",
    PostKind.LIAISON: "专员 小区专员 社区专员 联络员 联系人 联络主任 里长 "
    "liaison liaisonofficer officer contactofficer",
    PostKind.SUPERVISOR: "督导 督导员 督查 督查员 里干事 supervisor constituencydirector",
}
"""Words that mean the same at every height at which such a post may stand."""

BUILDING_LEADS = (
    "楼长 楼栋长 栋长 幢长 座长 楼座长 楼组长 楼幢长 楼宇长 楼栋组长 楼栋负责人 楼长负责人 座代表 "
    "楼栋代表 大厦代表 buildinglead buildingleader buildinghead buildingcaptain blocklead "
    "blockleader blockhead blockcaptain blockrep blockrepresentative"
)
UPPER_LEADS = (
    "书记 支书 支部书记 党支部书记 网格长 网格支部书记 小区长 小区书记 主任 社区书记 社区主任 站长 "
    "邻长 片长 片区长 院长 院落长 苑长 邨长 "
    "secretary branchlead branchleader branchsecretary gridlead gridleader communitylead "
    "chairman chairperson rcchairman rcchairperson rnchairman rnchairperson zonelead zoneleader "
    "estatelead estateleader precinctleader"
)
BUILDING_HELPERS = (
    "楼道长 单元长 单元组长 层长 楼层长 楼门长 门栋长 门洞长 楼栋成员 楼层负责人 楼层代表 层代表 "
    "floorleader floorrep floorrepresentative floorcaptain"
)
UPPER_HELPERS = (
    "网格员 网格助理 网格协管员 支委 支部委员 联户长 十户长 中心户长 户长 联户员 网格信息员"
)

ENDINGS = (
    "书记",
    "网格长",
    "网格员",
    "楼长",
    "楼栋长",
    "栋长",
    "单元长",
    "楼道长",
    "专员",
    "物业",
    "业委会",
)
"""Words that keep their meaning after a name: 幸福里支部书记."""

PROPERTY_COMPANIES = (
    "物业 物业公司 物业经理 物业负责人 物业管理 物业管理处 物业服务中心 物业主任 物业项目经理 "
    "物业管家 物管 项目经理 管理处 管理公司 管业处 总干事 "
    "property propertycompany propertymanager propertymanagement managingagent estatemanager"
)
OWNERS_COMMITTEES = (
    "业委会 业委会主任 业委会副主任 业委会委员 业委会成员 业主委员会 业主委员会主任 管委会 "
    "管委会主委 主委 主任委员 法团 业主立案法团 法团主席 互委会 互委会主席 互助委员会 物管会 "
    "管理委员会 管理委员会主席 管理委员会主任 管理机关 管理机关主席 管委会主席 "
    "owners ownerscommittee owners'committee ownerscorporation mcst managementcouncil"
)

WORDS: Mapping[str, Mapping[PostKind, tuple[str, ...]]] = {
    "zh-hans": {
        PostKind.LEAD: ("楼长", "书记", "负责人"),
        PostKind.DEPUTY: ("副楼长", "副书记", "副负责人"),
        PostKind.HELPER: ("成员",),
        PostKind.LIAISON: ("专员",),
        PostKind.SUPERVISOR: ("督导",),
        PostKind.PROPERTY: ("物业",),
        PostKind.OWNERS: ("业委会",),
    },
    "zh-hant": {
        PostKind.LEAD: ("樓長", "書記", "負責人"),
        PostKind.DEPUTY: ("副樓長", "副書記", "副負責人"),
        PostKind.HELPER: ("成員",),
        PostKind.LIAISON: ("專員",),
        PostKind.SUPERVISOR: ("督導",),
        PostKind.PROPERTY: ("物業",),
        PostKind.OWNERS: ("業委會",),
    },
    "en": {
        PostKind.LEAD: ("Building lead", "Branch lead", "Lead"),
        PostKind.DEPUTY: ("Deputy",),
        PostKind.HELPER: ("Helper",),
        PostKind.LIAISON: ("Liaison",),
        PostKind.SUPERVISOR: ("Supervisor",),
        PostKind.PROPERTY: ("Property company",),
        PostKind.OWNERS: ("Owners' committee",),
    },
}
"""The usual word by height; the last one applies to all greater heights."""
