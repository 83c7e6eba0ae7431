import { drawing } from '../render';
import { IssueContext, IssuePanel } from './issue-face';

/** One page for the two places that an issue has for us. */
export const draw = drawing((moduleKey) => (moduleKey === 'datev-context' ? IssueContext : IssuePanel));
