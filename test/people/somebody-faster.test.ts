import '../support/forge-globals';
import { describe, expect, it } from 'vitest';
import { closeByRule, resubmitByRule } from '../../src/flows/people/act-by-rule';
import { actOnClick } from '../../src/flows/people/act-on-click';
import { actOnRun } from '../../src/flows/people/act-on-run';
import { saveAdminSettings, switchPause, switchStop } from '../../src/flows/people/save-settings';
import { DEFAULT_SETTINGS } from '../../src/settings/settings';
import { live, UPLOADED } from '../submissions/life';
import { seen } from '../support/forge-globals';
import { storage } from '../support/kv-storage';

/** Journeys of people (src/flows/people) on storage alone: between reading and writing somebody else was faster. */

/** Whatever was read of the settings, the next version is there by then. */
function savedMeanwhile() {
  const { kept } = storage();
  const key = 'record settings';
  kept.set(key, { version: 3, data: DEFAULT_SETTINGS });
  const get = kept.get.bind(kept);
  let reads = 0;
  kept.get = (name) => {
    const value = get(name);
    if (name === key && ++reads === 1) kept.set(key, { version: 4, data: DEFAULT_SETTINGS });
    return value;
  };
  return () => kept.get(key);
}

const pause = { paused: true, reason: 'Prüfung' };
const conflict = { ok: false, problem: { code: 'settings.conflict' } };

it.each<[string, () => Promise<unknown>]>([
  ['settings', () => saveAdminSettings({ version: 3, settings: DEFAULT_SETTINGS }, 'anna')],
  ['the pause of storms', () => switchPause(pause, 'anna')],
  ['that sending goes on', () => switchStop({ stopped: false, reason: '' }, 'anna')],
])('who saved %s too late is told so, and nothing that waits is let go', async (_, save) => {
  const settings = savedMeanwhile();
  expect(await save()).toMatchObject(conflict);
  expect(settings()).toEqual({ version: 4, data: DEFAULT_SETTINGS });
  expect(seen().filter(({ to }) => to !== 'kvs')).toEqual([]);
});

describe('of a record that is lost', () => {
  const state = live(UPLOADED);
  const gone = { ok: false, problem: { code: 'access.no-issue' } };

  it.each<[string, object, () => Promise<unknown>]>([
    ['a click', gone, () => actOnClick('s1', { by: 'anna', click: { click: 'send-checked' } })],
    [
      'a click on a run',
      { ok: false, problem: { code: 'click.not-now' } },
      () => actOnRun('s1', { by: 'anna', click: { click: 'again', mayDiffer: false } }),
    ],
    ['a rule that sends', gone, () => resubmitByRule(state, 'anna')],
    ['a rule that closes', gone, () => closeByRule(state, { by: 'anna', reason: 'doppelt' })],
  ])('%s makes nothing', async (_, refused, act) => {
    const { kept } = storage();
    expect(await act()).toMatchObject(refused);
    expect(kept.size).toBe(0);
    expect(seen().filter(({ to }) => to !== 'kvs')).toEqual([]);
  });
});
