/** The page's style sheet: light or dark by the reader's system setting; no information by colour alone. */
export const HTML_STYLE: string = `
:root { color-scheme: light dark; --back: #fff; --text: #1b1b1b; --soft: #595959; --line: #767676; --more: #a4262c;
  --less: #0b6a0b; --mark: #fff4ce; --focus: #0b5cad; }
@media (prefers-color-scheme: dark) { :root { --back: #1b1a19; --text: #f3f2f1; --soft: #c8c6c4; --line: #8a8886;
  --more: #f1707b; --less: #92c353; --mark: #4a3f00; --focus: #6cb8f6; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 75rem; padding: 1rem; background: var(--back); color: var(--text);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
h1 { font-size: 1.6rem; margin: .5rem 0; } h2 { font-size: 1.25rem; margin-top: 2rem; } h3 { font-size: 1rem; margin-bottom: .25rem; }
h4 { font-size: 1rem; font-weight: 600; margin: 1rem 0 0; }
.skip { position: absolute; left: -100rem; } .skip:focus { left: 1rem; background: var(--back); }
.part { border-left: .3rem solid var(--line); padding-left: .8rem; margin: 1rem 0; content-visibility: auto;
  contain-intrinsic-size: auto 12rem; }
.more { border-color: var(--more); } .less { border-color: var(--less); }
ul { margin: .25rem 0; padding-left: 1.2rem; } li { white-space: pre-wrap; } .detail { color: var(--soft); }
.note { font-weight: 600; color: var(--more); }
table { border-spacing: 0; border: solid var(--line); border-width: 1px 0 0 1px; overflow-wrap: break-word; }
th, td { border: solid var(--line); border-width: 0 1px 1px 0; padding: .3rem .5rem; text-align: left;
  vertical-align: top; min-width: 8.5rem; }
th small { display: block; font-weight: 400; color: var(--soft); }
td.changed { background: var(--mark); font-weight: 600; } td.none { color: var(--soft); }
/* the row's header stays in sight */
th:first-child { position: sticky; left: 0; background: var(--back); min-width: 9.5rem; overflow-wrap: anywhere; }
input { font: inherit; width: 100%; max-width: 30rem; padding: .4rem; border: 1px solid var(--line);
  background: var(--back); color: var(--text); }
button { font: inherit; color: var(--text); background: none; border: 1px solid var(--line); padding: .3rem .6rem;
  cursor: pointer; text-align: left; }
button[aria-current] { font-weight: 600; border-color: var(--focus); box-shadow: inset 0 0 0 1px var(--focus); }
#found { list-style: none; padding: 3px; display: flex; flex-wrap: wrap; gap: .4rem; max-height: 11rem; overflow-y: auto; }
#view:not(:empty) { border: 1px solid var(--line); padding: 0 .8rem .8rem; margin: 1rem 0; }
#view h3 { font-size: 1.15rem; scroll-margin-top: 1rem; }
.where { font-weight: 600; margin: .6rem 0 .3rem; } .scroll { overflow-x: auto; margin: 0 0 .5rem; }
`;
