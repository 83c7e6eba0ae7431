// Made of locales/ by `npm run texts`.
import type { Room } from '../message';
import { room as Accounts } from './en/accounts';
import { room as Datev } from './en/datev';
import { room as Files } from './en/files';
import { room as Hooks } from './en/hooks';
import { room as Jira } from './en/jira';
import { room as Looker } from './en/looker';
import { room as Mapping } from './en/mapping';
import { room as Problem } from './en/problem';
import { room as Runs } from './en/runs';

export const EN: Room = {
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
