import { expect, it } from 'vitest';
import type { Lang } from '../../src/kernel/lang';
import {
  loadCrossCheckTexts,
  loadEditorTexts,
  loadFindingTexts,
  loadMendTexts,
  loadRunTexts,
  loadSectionTexts,
  loadTexts,
  messageOf,
} from '../../static/shared/texts/loaded-texts';

const NONE = async () => ({ room: {} });

it.each(['de', 'en'] satisfies Lang[])(
  'what is fetched later is there, every room of it (%s)',
  async (lang) => {
    await loadTexts({ de: NONE, en: NONE }, lang);
    await Promise.all([
      ...[loadFindingTexts(lang), loadRunTexts(lang), loadMendTexts(lang), loadEditorTexts(lang)],
      ...[loadSectionTexts(), loadCrossCheckTexts()],
    ]);
    const keys = [
      'page.stepMandant',
      'page.crossCheck',
      'page.lookerNote',
      'extf.row.columns-missing.text',
      'page.mendTitle',
    ];
    expect(keys.filter((key) => messageOf(key) === undefined)).toEqual([]);
  },
);
