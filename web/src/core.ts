// The script of every page. In: the page as the server made it. Out: the same page with cards beside words, columns to choose, filters that
// act at once, and the pictures, whose code is fetched when a page has one.
import { bootFilters } from "./filters";
import { bootKeys } from "./keys";
import { bootLive } from "./live";
import { bootPaste } from "./paste";
import { bootPictures } from "./pictures/boot";
import { bootStory } from "./story/boot";
import { bootWith } from "./swap";
import { bootTables } from "./tables/columns";
import { bootThemeSwitch } from "./theme-switch";

/** Brings a part of the page to life. */
function boot(part: ParentNode): void {
  bootStory(part);
  bootTables(part);
  bootPictures(part);
  bootFilters(part);
  bootPaste(part, boot);
  bootLive(part);
}

bootWith(boot);
bootThemeSwitch();
bootKeys();
boot(document);
