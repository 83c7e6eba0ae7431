// Made of locales/ by `npm run texts`.
import type { Room } from '../message';
import { room as Accounts } from './de/accounts';
import { room as Datev } from './de/datev';
import { room as Files } from './de/files';
import { room as Hooks } from './de/hooks';
import { room as Jira } from './de/jira';
import { room as Looker } from './de/looker';
import { room as Mapping } from './de/mapping';
import { room as Problem } from './de/problem';
import { room as Runs } from './de/runs';

export const DE: Room = {
  ...Accounts,
  ...Datev,
  ...Files,
  ...Hooks,
  ...Jira,
  ...Looker,
  ...Mapping,
  ...Problem,
  ...Runs,
};
