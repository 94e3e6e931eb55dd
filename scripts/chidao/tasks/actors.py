"""The bodies that running text names: one, or a list of them, as printed.

    Sở Nội vụ · Bộ Văn hóa, Thể thao và Du lịch · UBND các xã, phường và đặc khu · Các sở, ban, ngành tỉnh
    chủ quản dữ liệu trong các cơ quan đảng · Chủ tịch Ủy ban nhân dân các tỉnh từ Hà Tĩnh đến Lâm Đồng

A name goes on over small words that join names ("thuộc", "của", "và") and ends before the verb.
"""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\s.,;:()“”\"\n/]+(?:[./-][^\s.,;:()“”\"\n/]+)*")

# What the name of somebody who acts begins with.  In small letters these are kinds of bodies.
_HEADS = (
    r"[Bb]an (?:[Cc]hấp hành|[Tt]hường vụ|[Tt]ổ chức|[Tt]uyên giáo|[Dd]ân vận|[Nn]ội chính|[Cc]hỉ đạo|[Cc]án sự|"
    r"[Qq]uản lý|[Cc]hỉ huy|[Bb]í thư|[Gg]iám đốc|[Đđ]ại diện|[Tt]hư ký|[Kk]inh tế|[Đđ]ối ngoại|[Đđ]ảng|[Cc]ơ yếu|"
    r"[Tt]iếp công dân|[Dd]ân tộc|[Tt]hi đua|[Bb]ảo vệ|[Pp]háp chế|[Kk]iểm soát|[Tt]ôn giáo)|"
    r"[Cc]ác ban|[Bb]an,|"
    r"[Tt]hường trực|[Bb]ộ Chính trị|[Tt]rung ương (?:Đoàn|Hội|Mặt trận|MTTQ|Đảng)|"
    r"[Bb]ộ(?= [A-ZĐÀ-Ỹ])|[Cc]ác [Bb]ộ|[Bb]ộ, |[Bb]ộ chủ quản|[Bb]ộ trưởng|[Tt]hứ trưởng|"
    r"[Ss]ở(?= [A-ZĐÀ-Ỹ]|,| quản lý| chuyên)|[Cc]ác [Ss]ở|[Cc]ục(?= [A-ZĐÀ-Ỹ]|,)|[Cc]ác [Cc]ục|[Cc]ục trưởng|"
    r"[Vv]ụ(?= [A-ZĐÀ-Ỹ]|,)|[Vv]ụ trưởng|[Tt]ổng cục|[Cc]hi cục|"
    r"[Vv]iện(?= [A-ZĐÀ-Ỹ]|,| kiểm sát)|[Vv]iện trưởng|[Vv]iện kiểm sát|[Tt]rung tâm|[Tt]rường(?= [A-ZĐÀ-Ỹ]| [Đđ]ại| trung| tiểu| mầm)|"
    r"[Cc]ác trường(?! hợp)|[Hh]ọc viện|[Đđ]ại học|[Bb]ệnh viện|"
    r"[Pp]hòng(?= [A-ZĐÀ-Ỹ]| chuyên môn| ban)|[Vv]ăn phòng|[Cc]hánh [Vv]ăn phòng|[Cc]hánh|[Tt]hanh tra|[Kk]iểm toán|[Tt]ổng Kiểm toán|"
    r"[Tt]ỉnh [uủ][yỷ]|[Tt]hành [uủ][yỷ]|[Hh]uyện [uủ][yỷ]|[Qq]uận [uủ][yỷ]|[Tt]hị [uủ][yỷ]|[Đđ]ảng [uủ][yỷ]|[Đđ]ảng bộ|"
    r"[Cc]hi bộ|[Cc]hi [uủ][yỷ]|[Cc]ấp [uủ][yỷ]|[Đđ]ảng đoàn|[Bb]í thư|[Pp]hó [Bb]í thư|[Uu]ỷ viên|[Ủủ]y viên|"
    r"[UỦuủ][yỷ] ban|UBND|HĐND|UBMTTQ|MTTQ|UBKT|BTV|BCĐ|BTC|[Hh]ội đồng|[Mm]ặt trận|[Cc]hủ tịch|[Pp]hó [Cc]hủ tịch|"
    r"[Tt]hủ tướng|[Pp]hó Thủ tướng|[Cc]hính phủ|[Qq]uốc hội|[Tt]hống đốc|[Nn]gân hàng|[Cc]hính quyền|[Cc]hủ nhiệm|"
    r"[Tt]oà án|[Tt]òa án|[Cc]hánh án|TAND|VKSND|[Bb]ảo hiểm xã hội|[Kk]ho bạc|[Tt]huế(?= [A-ZĐÀ-Ỹ]| tỉnh| thành| cơ sở)|"
    r"[Hh]ải quan(?= [A-ZĐÀ-Ỹ]| khu)|[Cc]ông an|[Qq]uân khu|[Bb]ộ đội|[Bb]ộ [Cc]hỉ huy|[Bb]ộ [Tt]ư lệnh|[Tt]ư lệnh|[Qq]uân ủy|[Qq]uân uỷ|"
    r"[Ll]iên đoàn|[Tt]ổng [Ll]iên đoàn|[Hh]ội (?:[A-ZĐÀ-Ỹ]|nông dân|phụ nữ|cựu|nhà|luật|chữ|người|khuyến|liên hiệp)|[Cc]ác [Hh]ội|[Hh]iệp hội|[Đđ]oàn (?:[A-ZĐÀ-Ỹ]|thể|thanh|kiểm|giám|thanh tra)|"
    r"[Cc]ác đoàn(?= thể)|[Tt]ỉnh [Đđ]oàn|[Tt]hành [Đđ]oàn|[Cc]ông đoàn|"
    r"[Tt]ập đoàn|[Tt]ổng [Cc]ông ty|[Cc]ông ty|[Dd]oanh nghiệp|[Hh]ợp tác xã|[Đđ]ài (?:[A-ZĐÀ-Ỹ]|phát)|[Bb]áo (?=[A-ZĐÀ-Ỹ])|[Tt]hông tấn xã|"
    r"[Gg]iám đốc|[Pp]hó [Gg]iám đốc|[Tt]ổng [Gg]iám đốc|[Tt]rưởng (?:[Bb]an|[Pp]hòng|[Đđ]oàn|[Cc]ông an|thôn|các)|[Pp]hó [Tt]rưởng [Bb]an|"
    r"[Tt]hủ trưởng|[Nn]gười đứng đầu|[Ll]ãnh đạo|[Tt]ập thể|[Hh]iệu trưởng|[Cc]hỉ huy|[Tt]ổng [Bb]iên tập|"
    r"[Cc]ơ quan|[Tt]ổ chức(?= (?:đảng|chính trị|cơ sở|hội|hành chính|tín dụng|khoa học|xã hội|chủ trì|, cá|và)|, (?:cá|đơn|doanh|cơ)|,? cá nhân)|"
    r"[Cc]ác (?:tổ chức|cơ quan|đơn vị|địa phương|bộ|sở|ban|ngành|cấp|tỉnh|thành|huyện|xã|phường|quận|cá nhân|đồng chí|thành viên|chủ|nhà|hãng)|"
    r"[Đđ]ơn vị|[Đđ]ịa phương|[Cc]ấp có thẩm quyền|[Nn]gười có thẩm quyền|[Cc]ấp tỉnh|[Cc]ấp xã|[Cc]ấp huyện|"
    r"[Cc]á nhân|[Cc]hủ đầu tư|[Cc]hủ quản|[Nn]hà thầu|[Cc]hủ cơ sở|[Cc]ơ sở|[Đđ]ồng chí|[Ss]ở, ban|[Ss]ở, ngành|[Bb]ộ, ngành|[Bb]an, ngành|"
    r"[Nn]gười (?!dân|đọc|khác|nào|này|đó|có công|cao tuổi|nghèo|khuyết)|[Cc]hấp hành viên|[Cc]ông chứng viên|[Tt]rọng tài|[Cc]hủ thể|[Bb]ên |"
    r"[Tt]ổ (?:[Cc]ông tác|[Tt]rưởng|[Gg]iúp việc|[Bb]iên tập|[Tt]hư ký|[Đđ]ề án)|[Bb]ên (?:[A-Z]\b|mua|bán|giao|nhận)|"
    r"[Bb]ảo tàng|[Tt]hư viện|[Nn]hà (?:trường|xuất bản|máy)|[Gg]iáo viên|[Cc]ông chức|[Vv]iên chức|[Cc]ảng vụ|[Hh]ãng|[Kk]hách hàng|[Bb]ưu điện|"
    r"[Cc]án bộ|[Đđ]ảng viên|[Cc]hủ (?:hộ|tàu|sở hữu|rừng|xe)|[Hh]ộ (?:kinh doanh|gia đình)|[Qq]uỹ (?=[A-ZĐÀ-Ỹ]|đầu|bảo|phát|hỗ|quốc)|[Đđ]ối tượng (?=bị|được|thanh|kiểm|nộp)|[Tt]hành viên|[Tt]hành phố(?= [A-ZĐÀ-Ỹ])|[Tt]ỉnh(?= [A-ZĐÀ-Ỹ])"
)
_HEAD = re.compile(rf"(?:(?:[Cc]ác|[Nn]hững|[Mm]ỗi|[Tt]ừng|[Tt]oàn thể|[Tt]ất cả các|[Rr]iêng|[Cc]ác Đồng chí|[Tt]ập thể) )*(?:{_HEADS})")
# What a list of bodies goes on with behind a comma or "và", besides another head.
_MEMBER = re.compile(
    r"(?:(?:các|những|cùng các|một số|toàn thể) )*(?:xã|phường|đặc khu|thị trấn|thị xã|quận|huyện|tỉnh|thành phố|thành|thị|ban|ngành|sở|vụ|cục|"
    r"viện|đoàn thể|đoàn|tổ chức|cá nhân|đơn vị|địa phương|cơ quan|doanh nghiệp|hợp tác xã|mặt trận|hội|phòng|"
    r"chính quyền|công chức|viên chức|người lao động|cấp|trung tâm|trường|công ty|tập đoàn|khu vực|thành viên|"
    r"phó|ủy viên|thủ trưởng|chủ tịch|người|cán bộ|công dân|hộ|bệnh viện|chi nhánh|nhà|khoa|kho bạc|"
    r"tổ dân phố|thôn|ấp|khu phố|liên quan|liên đoàn|quần chúng|nghề nghiệp|[A-ZĐÀ-Ỹ])(?!\w*:)"
)
# Verbs and other words that no name goes on with, in small letters.
_STOP = re.compile(
    r"(?:có (?:trách nhiệm|nhiệm vụ|thể|quyền|văn bản|ý kiến|kế hoạch|kết quả|báo cáo|hiệu|biện pháp)|phải|cần|chủ trì|phối hợp|chịu|căn cứ|thực hiện|báo cáo|"
    r"xây dựng|tham mưu|hướng dẫn|ban hành|tiếp tục|khẩn trương|chỉ đạo|rà soát|tổng hợp|xem xét|quyết định|phê duyệt|"
    r"thông báo|gửi|trình|tiến hành|theo dõi|kiểm tra|đôn đốc|chủ động|tăng cường|đẩy mạnh|hoàn thành|bố trí|thẩm định|"
    r"tiếp nhận|trả lời|lập|công bố|đăng tải|cập nhật|đề xuất|nghiên cứu|triển khai|giao|phân công|thì|không|nếu|sẽ|đã|đang|"
    r"là|về|để|nhằm|với|khi|sau|trước|trên cơ sở|trên|tập trung|tuyên truyền|phổ biến|quán triệt|nêu|kịp thời|thường xuyên|định kỳ|"
    r"h[ằà]ng|mở|đưa|đăng ký|đảm bảo|bảo đảm|nâng cao|phát huy|phát động|khắc phục|xử lý|giải quyết|cung cấp|hỗ trợ|tạo|bám sát|"
    r"tự|lãnh đạo,|quản lý,|lồng ghép|điều chỉnh|sửa đổi|bổ sung|ưu tiên|đánh giá|thống nhất|kiến nghị|trực tiếp|làm|lấy|dự kiến|"
    r"nộp|niêm yết|tính|yêu cầu|đề nghị|quy định|ủy quyền|uỷ quyền|thành lập|tổ chức (?:thực|triển|kiểm|tuyên|rà|xây|quán|lấy|tập|đánh|thẩm|quản|việc|các|hội|bồi|sơ|tổng|giám|điều|lễ|tiếp|kết)|"
    r"đồng thời|cũng|chỉ|mà|do|bằng|vào|từ ngày|từ khi|trong thời|trong vòng|trong quá trình|trong phạm vi|trong việc|chậm nhất|ngay|tại|theo|như|nêu trên|"
    r"xác định|sử dụng|khai thác|thu|chi trả|cấp (?:giấy|phép|kinh|phát|đổi|lại)|công khai|duy trì|vận hành|kết nối|kế thừa|tích cực|nghiêm túc|chấp hành|"
    r"chuẩn bị|lựa chọn|phân bổ|ký|ra|gặp|phát hiện|nhận|hoàn thiện|tổng kết|sơ kết|giám sát|giúp|đầu tư|thông tin|vận động|phản ánh|"
    r"bị|đủ|thanh tra|quan tâm|cử|bàn giao|hình thành|kiện toàn|sắp xếp|quy hoạch|phát triển|tổ chức\Z|chuyển|khẳng định|rất|luôn|còn|hiện|gồm|"
    r"họp|đẩy nhanh|huy động|tham gia|tiếp cận|đào tạo|bồi dưỡng|phân tích|dự báo|tận dụng|vi phạm|rút|chia sẻ|số hóa|số hoá|khai báo|thể chế|"
    r"hợp tác|lắp đặt|cải cách|chấn chỉnh|rút kinh|thay thế|truy thu|hoàn trả|hoàn|xuất trình|khởi công|trao đổi|tư vấn|đối chiếu|phân loại|biên soạn|"
    r"Khẩn trương|Chủ trì|Phối hợp|Tăng cường|Tiếp tục|Căn cứ|Chịu trách|Hướng dẫn|Tham mưu|Tổng hợp|Rà soát|Chủ động|Thực hiện|Có trách nhiệm|"
    r"được (?:phép|quyền|hưởng|xem|cấp|lập|tổ|thực|sử|áp|tính|xác|phân bổ|giao (?!nhiệm|chủ|quản|xây)))(?!\w)"
)
# "thuộc", "của" and the like join a name to what it is part of.
_LINKS = frozenset(("thuộc", "của", "trực", "từ", "đến", "ở", "và", "cấp", "trong", "có", "được", "ngoài", "hoặc", "kiêm"))
_COMMA = re.compile(r", (?=(?:Thể thao|Truyền thông|chiến lược|Du lịch|chuyển đổi|đổi mới|lãng phí|tiêu cực|cải cách|chống)\b)")
_LIMIT = 900


def actor_at(text: str, start: int) -> bool:
    """Whether somebody who acts is named at *start*."""
    return _HEAD.match(text, start) is not None


def actors_at(text: str, start: int, semicolons: bool = False) -> int | None:
    """The end of the bodies named at *start*, one or a list; None if there are none.

    *semicolons*: whether the list may go on behind a semicolon, as it does behind "Đề nghị".

    >>> text = "UBND các xã, phường và đặc khu tổ chức thực hiện"
    >>> text[: actors_at(text, 0)]
    'UBND các xã, phường và đặc khu'
    """
    head = _HEAD.match(text, start)
    if not head:
        return None
    position = end = head.end()
    if text[head.start() : head.start() + 6].lower() == "người ":
        return _person(text, start)
    if text[end - 2 : end] == ", ":
        position = end = end - 2
    if _KIND.match(text, start) and text[end : end + 1] == " " and (named := _named_by_act(text, end)):
        position = end = named
    while position - start < _LIMIT:
        gap = text[position : position + 2]
        if gap[:1] == " ":
            word = _WORD.match(text, position + 1)
            if not word or _stops(text, position):
                break
            if word[0] in _LINKS and not _joins(text, position + 1, word[0]):
                break
            position = word.end()
            if word[0] not in _LINKS:
                end = position
            continue
        if gap == ", " and (
            _COMMA.match(text, position)
            or (
                not _STOP.match(text, position + 2)
                and (_HEAD.match(text, position + 2) or _MEMBER.match(text, position + 2))
            )
        ):
            position += 1
            continue
        if gap == "; " and semicolons and _HEAD.match(text, position + 2):
            position += 1
            continue
        if gap == ": " and _PLURAL.search(text, start, position) and text[position + 2 : position + 3].isupper():
            position += 1
            continue
        break
    return end


def _person(text: str, start: int) -> int:
    """The end of "người ra quyết định cưỡng chế": up to the word that says what they must do."""
    stop = _DUTY.search(text, start, start + 160)
    return stop.start() if stop else start + len("người ")


_DUTY = re.compile(
    r",?\s(?=(?:có trách nhiệm|có quyền|có nghĩa vụ|phải|được quyền|không|sẽ|cần|gửi|lập|thông báo|xem xét|nộp|chịu trách nhiệm|"
    r"thực hiện|báo cáo|tiếp nhận(?=,? (?:hồ|và|kiểm))|ban hành|tổ chức|trình|chỉ đạo|tiến hành|kiểm tra)(?!\w))|[.;:()\n,]|\Z"
)


# "cơ quan tiếp nhận hồ sơ có văn bản trả lời": the first verb tells which, the second what it must do.
_KIND = re.compile(r"(?:[Cc]ác )?(?:[Cc]ơ quan|[Đđ]ơn vị|[Cc]ơ sở|[Bb]ộ phận|[Dd]oanh nghiệp|[Cc]á nhân)(?= [a-zđ])")
_ACT = re.compile(
    r"(?:tiếp nhận|đề xuất|quản lý|giải quyết|chủ trì|soạn thảo|trình|thẩm định|ban hành|ra|lập|cấp|tổ chức|được|khai thác|sử dụng|"
    r"cung cấp|thực hiện|kiểm tra|thẩm tra|đề nghị|quyết định|thu|chủ quản|đầu tư|xây dựng|sản xuất|quy định|bị|nộp|có thẩm quyền)(?!\w)"
)
_MUST = re.compile(
    r",? (?=(?:có trách nhiệm|phải|có văn bản|thông báo|xem xét|trả lời|báo cáo|chịu trách nhiệm|thì|không được)(?!\w))"
)


def _named_by_act(text: str, end: int) -> int | None:
    if not _ACT.match(text, end + 1):
        return None
    stop = _PUNCT.search(text, end + 1, end + 110)
    must = _MUST.search(text, end + 1, stop.start() if stop else end + 110)
    return must.start() if must and must.start() > end + 6 else None


_PUNCT = re.compile(r"[,.;:()\n]")


def _stops(text: str, blank: int) -> bool:
    """Whether a verb stands behind the blank at *blank*; "tạo" of "Đào tạo" is none."""
    stop = _STOP.match(text, blank + 1)
    if not stop:
        return False
    if stop[0] in _NAMED and text.endswith(_NAMES, 0, blank + 1):
        return False
    if stop[0] == "trên" and _AROUND.match(text, blank + 1):
        return False
    if stop[0] == "giao" and text[max(0, blank - 25) : blank].find("được ") >= 0:
        return False
    if " " in stop[0] or stop[0] in _ALWAYS:
        return True
    before = text.rfind(" ", 0, blank) + 1
    if text[before : blank + 1] + stop[0] in _COMPOUND:
        return False
    return not text[before : before + 1].isupper() or text[before : before + 2].isupper()


_AROUND = re.compile(r"trên địa bàn (?:[Tt]ỉnh|[Tt]hành phố|xã|phường|huyện|cả nước|[A-ZĐ])")
# "Trung tâm hỗ trợ", "Ban Quản lý dự án đầu tư xây dựng": a verb that is part of a name.
_NAMED = frozenset(("đầu tư", "xây dựng", "phát triển", "hỗ trợ", "đào tạo", "thông tin", "nghiên cứu", "kiểm tra", "tư vấn"))
_NAMES = ("án ", "tâm ", "hòng ", "viện ", "quỹ ", "Quỹ ", "nghệ ", "đầu tư ", "phát triển ")
_COMPOUND = frozenset(("sáng tạo", "công lập", "dân lập", "độc lập", "đào tạo", "chủ tịch", "tư lập", "đại học"))
_ALWAYS = frozenset(("phải", "cần", "sẽ", "đã", "đang", "không", "thì", "là", "về", "để", "khi", "sau", "trước", "trên", "tại", "theo", "gửi", "trình", "do", "giao", "được", "bằng", "vào", "với"))

# "các Bộ: Tài chính, Nội vụ": the names follow the kind.
_PLURAL = re.compile(r"(?:[Cc]ác|[Nn]hững) (?:[BbSsCcVv]ộ|[Ss]ở|[Cc]ục|[Vv]ụ|[Bb]an|[Pp]hòng|tỉnh|xã|phường|cơ quan|đơn vị|bộ, ngành|địa phương|tập đoàn)(?: \w+)?\Z")


def _joins(text: str, at: int, word: str) -> bool:
    """Whether the small word at *at* joins more of the name, not a new part of the sentence."""
    rest = at + len(word) + 1
    if word in ("và", "hoặc"):
        return not _STOP.match(text, rest) and bool(
            _HEAD.match(text, rest) or _MEMBER.match(text, rest) or _AND.match(text, rest)
        )
    if word in ("từ", "đến"):
        return text[rest : rest + 1].isupper()
    if word == "có":
        return text.startswith(("có liên quan", "có thẩm quyền", "có chức năng", "có dự án"), at)
    if word == "được":
        return text.startswith(("được giao", "được Đảng", "được phân công", "được ủy", "được uỷ"), at)
    return True


_AND = re.compile(r"(?:[A-ZĐÀ-Ỹ]|kiểm|đổi mới|nghề nghiệp|chi nhánh|nhà nước|pháp chế|quản lý|phát triển|tương đương)")
