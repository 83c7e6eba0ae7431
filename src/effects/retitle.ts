import { editFields, readIssue } from '../jira/issue-api';
import { propertyOf } from '../jira/mirror';
import { deliveredSummary, isDeliveredSummary } from '../jira/text/issue-text';
import { done, type EffectHandler, fromProblem, leaveIt, repeat } from './effect-handler';

/**
 * The summary says that the file is delivered, before what it said so far: also words of a person stay. By level: a summary
 * that says it is left alone, so that doing it again changes nothing. A Jira that does not take it has its issue without.
 */
export const retitle: EffectHandler<'retitle'> = {
  async act({ submission, settings }) {
    // Of many with one cause the issue of their storm says how they stand.
    const isSilent = submission.storm !== undefined;
    const id = submission.issue?.id;
    if (id === undefined) return { is: 'issue-gone' };
    const issue = await readIssue(id, { changelog: false });
    if (!issue.ok) return fromProblem(issue.problem);
    const { summary } = issue.value;
    if (isDeliveredSummary(summary)) return done;
    const mirrored = propertyOf(submission);
    const fields = { summary: deliveredSummary(summary, settings.language) };
    const edited = await editFields(id, fields, { property: mirrored, isSilent });
    return edited.ok ? { is: 'done', mirrored } : fromProblem(leaveIt(edited.problem));
  },
  afterLooks: repeat,
};
