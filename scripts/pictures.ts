// npm run docs:pictures: takes the pictures of pages in docs/ anew. CHROMIUM names the browser.
import { join } from "node:path";
import { findChromium } from "../test/support/tools.ts";
import { takePictures } from "./docs/page-pictures.ts";

const chromium = findChromium(process.env);
if (chromium === undefined) throw new Error("no Chromium here: set CHROMIUM to the path of one");
await takePictures(join(import.meta.dirname, ".."), chromium);
