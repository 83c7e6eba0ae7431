import type { Method } from '../world/types';
import type { Answer } from './answers';
import type { Call } from './call';

export type Route = {
  /** The `operationId` of Jira's OpenAPI document. */
  readonly id: string;
  readonly method: Method;
  /** Below `/rest/api/3`. */
  readonly path: string;
  /** Classic scope the app needs. */
  readonly scope?: string;
  /** Query parameters it takes; `*` after a name: a whole number. */
  readonly query?: readonly string[];
  readonly body?: 'json' | 'any' | 'multipart';
  /** Members the JSON body may have. */
  readonly keys?: readonly string[];
  /** Issues it writes to, for the limit per issue. */
  readonly writes?: (call: Call) => readonly string[];
  readonly handle: (call: Call) => Answer;
};

export const READ = 'read:jira-work';
export const WRITE = 'write:jira-work';
export const USER = 'read:jira-user';
export const PAGED = ['startAt*', 'maxResults*'];
export const thisIssue = (call: Call) => [call.params['issueIdOrKey'] ?? ''];
export const UPDATE = ['fields', 'update', 'properties'];
