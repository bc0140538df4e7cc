// The frame of a page: its style and its few lines of script. Nothing is loaded from anywhere.
#include <fmt/format.h>

#include "report/page.hpp"

namespace zhuqi::page {

namespace {

constexpr std::string_view style = R"css(
:root{--paper:#fff;--ground:#f3f5f8;--ink:#1c2430;--soft:#5d6878;--line:#d9dee6;--a:#2f6fb7;--b:#8fb6e0;--g:#2e8b61;--r:#c0453b;--y:#c98a12}
@media (prefers-color-scheme:dark){:root:not([data-theme=light]){--paper:#1b212b;--ground:#12161d;--ink:#e6eaf0;--soft:#9aa6b6;--line:#333d4b;--a:#6aa5e6;--b:#3c5f88;--g:#59b98c;--r:#e57f76;--y:#e0ac4a}}
:root[data-theme=dark]{--paper:#1b212b;--ground:#12161d;--ink:#e6eaf0;--soft:#9aa6b6;--line:#333d4b;--a:#6aa5e6;--b:#3c5f88;--g:#59b98c;--r:#e57f76;--y:#e0ac4a}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.6 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
html[lang=zh] .en,html[lang=en] .zh{display:none}
header,main,footer{max-width:1080px;margin:0 auto;padding:0 20px}
header{padding-top:28px}
h1{font-size:1.9rem;line-height:1.3;margin:.2em 0}
h2{font-size:1.25rem;margin:0 0 .6em}
h3{font-size:1rem;margin:0;font-weight:600}
.tools{display:flex;gap:8px;justify-content:flex-end}
.tools button{border:1px solid var(--line);background:var(--paper);color:inherit;border-radius:6px;padding:4px 12px;font:inherit;font-size:.875rem;cursor:pointer}
nav{display:flex;flex-wrap:wrap;gap:4px 16px;margin:12px 0 4px;font-size:.9rem}
a{color:var(--a)}
section{background:var(--paper);border:1px solid var(--line);border-radius:10px;padding:20px;margin:16px 0;break-inside:avoid-page}
.note,.meta{color:var(--soft);font-size:.875rem;margin:.4em 0}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(180px,1fr));gap:12px;margin:8px 0}
.card{border:1px solid var(--line);border-radius:8px;padding:12px 14px}
.card .big{font-size:1.9rem;line-height:1.25;margin:.15em 0;font-weight:650;font-variant-numeric:tabular-nums}
.card .note{margin:0}
.split{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,420px),1fr));gap:8px 28px}
.chart{display:grid;grid-template-columns:fit-content(15em) 1fr max-content;gap:8px 12px;align-items:center;margin:8px 0;font-size:.925rem}
.row{display:contents}
.row svg{width:100%;height:18px;display:block}
.row .n{white-space:nowrap}
rect.a{fill:var(--a)}rect.b{fill:var(--b)}rect.g{fill:var(--g)}rect.y{fill:var(--y)}rect.r,rect.c{fill:var(--r)}
path{fill:none;vector-effect:non-scaling-stroke;stroke-width:1.5px}
path.l{stroke:var(--a)}path.l.c{stroke:var(--r)}path.z{stroke:var(--soft);stroke-dasharray:3 3}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.925rem;font-variant-numeric:tabular-nums}
th,td{padding:6px 10px;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
thead th{white-space:nowrap}
thead button{all:unset;cursor:pointer;font-weight:600;color:var(--soft)}
thead button:focus-visible{outline:2px solid var(--a);outline-offset:2px}
th[aria-sort=ascending] button::after{content:" ▲"}th[aria-sort=descending] button::after{content:" ▼"}
tbody th{font-weight:500;min-width:6em}
td:not(.n){min-width:7em}#table-rates td:nth-child(3){min-width:15em}#table-rates td:nth-child(4){min-width:10em}
.n{text-align:right;white-space:nowrap}
thead .n{white-space:normal}
tfoot th,tfoot td{font-weight:650;border-bottom:0}
small{color:var(--soft)}
.bad{color:var(--r)}
details{margin:.5em 0}summary{cursor:pointer;color:var(--soft);font-size:.9rem}
footer{padding-bottom:40px}
@media (max-width:560px){header,main,footer{padding-left:12px;padding-right:12px}section{padding:14px 12px}h1{font-size:1.5rem}
.chart{display:block}.row{display:grid;grid-template-columns:1fr auto;gap:2px 10px;margin:7px 0}.row svg{grid-row:2;grid-column:1/3;height:14px}}
@media print{body{background:#fff;font-size:11pt}.tools,nav{display:none}section{border:0;border-top:1px solid #999;border-radius:0;padding:10px 0;margin:8px 0}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}thead button{color:#000}}
)css";

constexpr std::string_view script = R"js(
(function(){
var root=document.documentElement;
function speak(lang){root.lang=lang;document.title=document.body.getAttribute("data-title-"+lang)}
speak(/^#(zh|en)$/.test(location.hash)?location.hash.slice(1):/^zh/.test(navigator.language||"zh")?"zh":"en");
document.getElementById("language").onclick=function(){speak(root.lang==="zh"?"en":"zh")};
document.getElementById("theme").onclick=function(){
  var dark=root.dataset.theme?root.dataset.theme==="dark":matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme=dark?"light":"dark"};
function key(row,i){var c=row.cells[i],v=c.getAttribute("data-v");return v===null?c.textContent:Number(v)}
document.querySelectorAll("thead button").forEach(function(button){
  button.onclick=function(){
    var head=button.parentNode,i=head.cellIndex,body=head.closest("table").tBodies[0];
    var down=head.getAttribute("aria-sort")!=="descending";
    head.parentNode.querySelectorAll("th").forEach(function(th){th.removeAttribute("aria-sort")});
    head.setAttribute("aria-sort",down?"descending":"ascending");
    Array.from(body.rows).sort(function(a,b){
      var x=key(a,i),y=key(b,i),d=typeof x==="number"&&typeof y==="number"?x-y:String(x).localeCompare(String(y),root.lang);
      return down?-d:d}).forEach(function(row){body.appendChild(row)})}})
})();
)js";

}  // namespace

std::string document(const Phrase& title, const std::string& head, const std::string& contents) {
  return fmt::format(
      R"(<!doctype html>
<html lang="zh">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>{0}</title>
<style>{2}</style>
</head>
<body data-title-zh="{0}" data-title-en="{1}">
<header>
<div class="tools"><button id="language" type="button"><span class="zh">English</span><span class="en">中文</span></button><button id="theme" type="button"><span class="zh">明暗</span><span class="en">Light / dark</span></button></div>
{3}</header>
<main>
{4}</main>
<script>{5}</script>
</body>
</html>
)",
      escape(title.zh), escape(title.en), style, head, contents, script);
}

}  // namespace zhuqi::page
