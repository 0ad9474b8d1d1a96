import { Fragment } from "preact";

/** A name of code that breaks after its separators, never inside a word: an operation, a path, a version of a plan. */
export function Breakable({ text }: { readonly text: string }) {
  return (
    <>
      {text.split(/(?<=[/@])/).map((part, at) => (
        <Fragment key={`${at} ${part}`}>
          {at > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </>
  );
}
