from __future__ import annotations

import pytest

from yearbook_kg.model import Page
from yearbook_kg.parse import parse
from yearbook_kg.read.webpage import looks_like_html, render

SAVED = """<!DOCTYPE html>
<html><head><title>县图书馆</title><style>p { color: red }</style></head>
<body>
  <div class="top-nav"><a href="/">首页</a> <a href="/kg">知识图谱</a></div>
  <header><img src="x.png"><span>县图书馆</span></header>
  <div class="breadcrumb">首页 &gt; 知识信息</div>
  <div id="mainContent" class="detail">
    <h2>农业</h2>
    <div class="row"><label>知识类型:</label>&nbsp;<span>析出资源</span></div>
    <div class="row"><b>唯一号</b>:
        999020020260000001</div>
    <dl><dt>页数</dt><dd>3</dd><dt>页码:</dt><dd>168-170</dd></dl>
    <table><tr><th>关键词</th><td>驻马店市 农业</td></tr></table>
    <div>内容</div>
    <p>\u2003\u2003【概况】 产值&lt;5亿元&gt;,<br>增长<i>6.2</i>%。</p>
    <p style="display: none">隐藏</p><!-- 注释 -->
    <table><tr><td>村名</td><td>户数</td><td>人口</td></tr><tr><td>桂峰村</td><td>412</td></tr></table>
    <div>知识出处</div><div>《驻马店年鉴2009》</div>
  </div>
  <div class="siteFooter">版权所有</div>
  <footer>ICP备1号</footer>
  <script>document.write("<p>知识出处</p>")</script>
</body></html>"""


def test_a_saved_page_becomes_the_text_of_its_article() -> None:
    assert render(SAVED).split("\n") == [
        "农业",
        "知识类型: 析出资源",
        "唯一号: 999020020260000001",
        "页数:",
        "3",
        "页码:",
        "168-170",
        "关键词: | 驻马店市 农业 |",
        "内容",
        "\u2003\u2003【概况】 产值<5亿元>,",
        "增长6.2%。",
        "村名 户数 人口",
        "桂峰村 412",
        "知识出处",
        "《驻马店年鉴2009》",
    ]


def test_the_rendered_text_parses() -> None:
    entry = parse(Page(render(SAVED), "a.html", "a"))
    assert (entry.id, entry.sections[0].heading) == ("999020020260000001", "概况")
    assert {f.name for f in entry.fields} == {
        "标题",
        "知识类型",
        "唯一号",
        "页数",
        "页码",
        "关键词",
        "知识出处",
    }


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<nav><p>首页</p></nav>内容<aside>广告</aside>", "内容"),
        ("<div class='menu'><p>唯一号: 1</p></div>", "唯一号: 1"),
        ("<header><h1>农业</h1></header><div role='banner'>馆</div>", "农业"),
        ("<form><div>知识类型: 事件</div></form>", "知识类型: 事件"),
        ("<form><input value='1'>检索</form>好", "好"),
        ("<div class='unmenued'>好</div><div hidden>坏</div>", "好"),
        ("<dl><dt>时间</dt><dd>1958年</dd></dl>", "时间\n1958年"),
        ("<table><tr><td><p>唯一号</p></td><td><p>1</p></td></tr></table>", "唯一号\n1"),
        ("<ul><li>甲</li><li>乙</li></ul>", "甲\n乙"),
        ("<p><span class='k'>唯一号</span><span>1</span></p>", "唯一号: 1"),
        ("<p><b>唯一号</b><b>页数</b></p>", "唯一号: 页数"),
        ("<p><b>唯一号</b>: 1</p><p><b>内容</b></p><p>唯一号<i>1</i></p>", "唯一号: 1\n内容\n唯一号1"),
        ("<table><tr><td>唯一号</td><td>1</td></tr></table>", "唯一号: | 1 |"),
        ("<pre>甲\n乙</pre><p>丙\n丁</p>", "甲\n乙\n丙 丁"),
        ("<div style='white-space: pre-wrap'>甲\n\u3000乙</div>", "甲\n\u3000乙"),
        ("一&amp;二&#x4e09;", "一&二三"),
        ("", ""),
        ("<script>知识类型</script>", ""),
    ],
)
def test_pieces(html: str, text: str) -> None:
    assert render(html) == text


def test_what_begins_like_a_web_page() -> None:
    assert looks_like_html("\n<!-- saved from url -->\n<HTML lang=zh>")
    assert looks_like_html('<?xml version="1.0"?><!DOCTYPE html>')
    assert not looks_like_html("农业<br>")


def test_a_hostile_nesting_takes_no_stack() -> None:
    hostile = "<script>x</script>&lt;<div class='nav'><span>" * 100_000 + "</i>唯一号"
    assert render(hostile).split("\n")[-2:] == ["<", "唯一号"]
    deep = "<div class='nav'>" * 2_000 + "唯一号" + "</div>" * 2_000
    assert render(deep) == "唯一号"
