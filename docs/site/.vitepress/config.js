import { slug } from "github-slugger";
import { defineConfig } from "vitepress";
import { contentsOfSite } from "../contents.js";
import { linksOfSite } from "../links.js";
import { NOT_PAGES, placeOf } from "../site-pages.js";

/*
 * SITE_BASE is the path under which the site is served, such as /keeper/. SITE_REPOSITORY is the address of the repository's
 * files, such as https://github.com/contoso/keeper/blob/main: without it, links to files that are no pages are text.
 */
const base = process.env.SITE_BASE || "/";
const repository = process.env.SITE_REPOSITORY || undefined;

/** The pages lie outside this package: while they are rendered, Vue is found from here alone. */
const VUE_OF_SITE = {
  name: "vue-of-site",
  enforce: "pre",
  resolveId: (id, _importer, { ssr }) =>
    ssr && ["vue", "vue/server-renderer"].includes(id) ? { id, external: true } : null,
};

export default defineConfig({
  title: "Lighthouse Keeper",
  description: "Typed offers and customers become Terraform for Azure Lighthouse",
  lang: "en",
  base,
  srcDir: "../..",
  srcExclude: NOT_PAGES,
  rewrites: placeOf,
  vite: { plugins: [VUE_OF_SITE] },
  markdown: {
    // anchors as GitHub makes them: the documents are read there too
    anchor: { slugify: slug },
    config: (markdown) => linksOfSite(markdown, repository),
  },
  themeConfig: {
    search: { provider: "local" },
    outline: [2, 3],
    sidebar: contentsOfSite(),
  },
});
