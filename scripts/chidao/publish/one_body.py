"""Whether a name is that of one body: it has a page then, and others have none.

Sở Tài chính tỉnh Hà Tĩnh · Văn phòng Chính phủ · Huyện ủy Đức Thọ         one
Cơ quan có thẩm quyền · Hội đồng thành viên · Ủy ban nhân dân · Văn phòng    anybody's
"""

from __future__ import annotations

import re

from ..tasks.actors import head_at

_LONGEST = 90
"""Letters in the name of a body; what is longer is a sentence."""


def is_one(name: str) -> bool:
    """Whether *name* tells which body it is, not only of what kind.

    >>> is_one("Chủ tịch Hội đồng Dân tộc"), is_one("Chủ tịch Hội đồng nhân dân")
    (True, False)
    """
    if _NOBODY.match(name) or len(name) > _LONGEST or name.isupper():
        return False
    end = head_at(name, 0)
    if end is None:
        return False
    while (further := head_at(name, end + 1)) is not None:
        end = further
    rest = name[end:]
    return _ONLY.search(name) is not None or not (rest.islower() or _ITS.match(rest))


_NOBODY = re.compile(
    r"(?:Các |Những )?(?:Cơ quan|Cơ sở|Đơn vị|Người|Doanh nghiệp|Cán bộ|Công chức|Viên chức|Đảng viên|"
    r"Đối tượng|Cá nhân|Tổ chức|Thành viên|Chủ (?!tịch)|Thủ trưởng|Cấp |Bên |Trường hợp|Tổ |Trưởng |Phó )|"
    r".*(?:, |/)(?:ban|ngành|tổ chức|đơn vị|cơ quan|cá nhân)(?!\w)"
)
# There is one of each, though no other word tells which.
_ONLY = re.compile(
    r"chính phủ|thủ tướng|quốc hội|bộ chính trị|ban bí thư|trung ương|kiểm toán nhà nước|thông tấn xã|"
    r"chủ tịch nước|quân [uủ][yỷ]|tối cao",
    re.IGNORECASE,
)
# Whose, the document leaves to its reader: "Công an Thành phố", "Văn phòng Bộ".
_ITS = re.compile(r"(?:\W|nhân dân|[Tt]hành phố|[Tt]ỉnh|Huyện|Xã|Phường|Bộ|Sở|Cục|Quỹ|Công ty|Trường)*\Z")
