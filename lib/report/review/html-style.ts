/** The page's style sheet: light and dark by what the reader's system asks for. */
export const HTML_STYLE: string = `
:root { color-scheme: light dark; --back: #fff; --text: #1b1b1b; --soft: #595959; --line: #c8c8c8; --more: #a4262c;
  --less: #0b6a0b; --mark: #fff4ce; --focus: #0b5cad; }
@media (prefers-color-scheme: dark) { :root { --back: #1b1a19; --text: #f3f2f1; --soft: #c8c6c4; --line: #484644;
  --more: #f1707b; --less: #92c353; --mark: #4a3f00; --focus: #6cb8f6; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 75rem; padding: 1rem; background: var(--back); color: var(--text);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.25rem; margin-top: 2rem; } h3 { font-size: 1rem; margin-bottom: .25rem; }
.skip { position: absolute; left: -100rem; } .skip:focus { left: 1rem; background: var(--back); }
.group { border-left: .3rem solid var(--line); padding-left: .8rem; }
.more { border-color: var(--more); } .less { border-color: var(--less); }
ul { padding-left: 1.2rem; } li { white-space: pre-wrap; } .detail { color: var(--soft); }
table { border-collapse: collapse; width: 100%; } caption { text-align: left; font-weight: 600; padding: .4rem 0; }
th, td { border-bottom: 1px solid var(--line); padding: .3rem .6rem .3rem 0; text-align: left; vertical-align: top; }
tr.changed { background: var(--mark); }
input { font: inherit; width: 100%; max-width: 30rem; padding: .4rem; border: 1px solid var(--soft); background: var(--back);
  color: var(--text); }
button { font: inherit; color: var(--text); background: none; border: 1px solid var(--line); padding: .2rem .6rem; cursor: pointer; }
#found { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .4rem; }
.scroll { overflow-x: auto; }
`;
