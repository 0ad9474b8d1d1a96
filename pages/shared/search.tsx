interface SearchProperties {
  /** What the field finds, for who cannot see it. */
  readonly label: string;
  readonly placeholder: string;
  readonly query: string;
  readonly onQuery: (query: string) => void;
  readonly class?: string;
}

/** The search of a page: every word narrows what is shown. */
export function Search({ label, placeholder, query, onQuery, class: name }: SearchProperties) {
  return (
    <search class={name}>
      <label class="vh" for="search">
        {label}
      </label>
      <input
        id="search"
        type="search"
        autocomplete="off"
        spellcheck={false}
        placeholder={placeholder}
        value={query}
        onInput={(event) => onQuery(event.currentTarget.value)}
      />
    </search>
  );
}
