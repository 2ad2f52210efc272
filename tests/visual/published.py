"""A graph built from invented reports, one of which tries to break out of every page."""

from pathlib import Path

from kg.build import build_graph

__all__ = ["HOSTILE", "HOSTILE_FILE", "PLAIN", "build_sample"]

PLAIN = (
    "建德市人民政府关于2021年法治政府建设情况的报告\r\n"
    "一、主要做法\r\n"
    "(一)规范执法\r\n"
    "全面推行行政执法“三项制度”,印发《建德市行政执法监督办法》,培训执法人员1100余人。"
    "市司法局落实《中华人民共和国行政处罚法》,开展执法案卷评查3次。\r\n"
    "二、存在问题\r\n"
    "有的部门落实行政执法公示制度还不到位。\r\n"
    "三、下一步打算\r\n"
    "2022年将推行“双随机、一公开”监管。\r\n"
)
HOSTILE_FILE = "a\"b'<i>&jia-2022.txt"
HOSTILE = (
    "<script>alert(1)</script>肥城市人民政府关于2022年法治政府建设情况的报告\n"
    "一、<img src=x onerror=alert(1)>主要做法\n"
    "全面推行行政执法“三项制度”,建立“<b onclick=alert(1)>”工作制度。"
    "印发《</script><script>alert(1)</script>办法》,𠮷祥镇培训执法人员20人。\n"
    "来源:javascript:alert(1)\n"
)


def build_sample(folder: Path) -> Path:
    """Build both reports into a graph and return its folder."""
    texts = folder / "texts"
    texts.mkdir()
    (texts / "jiande-2021.txt").write_bytes(PLAIN.encode())
    (texts / HOSTILE_FILE).write_bytes(HOSTILE.encode())
    build_graph([texts], folder / "graph")
    return folder / "graph"
