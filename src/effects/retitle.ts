import { editFields, readIssue } from '../jira/issue-api';
import { propertyOf } from '../jira/mirror';
import { deliveredSummary, isDeliveredSummary, undeliveredSummary } from '../jira/text/issue-text';
import { done, type EffectHandler, fromProblem, leaveIt } from './effect-handler';

/**
 * The summary says that the file is delivered, before what it said so far: also words of a person stay. What turned out not to be
 * delivered loses them again. By level: a summary that says what is so is left alone, so that doing it again changes nothing. A
 * Jira that does not take it has its issue without.
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
    const isDelivered = submission.end?.as === 'delivered';
    if (isDeliveredSummary(summary) === isDelivered) return done;
    const wanted = isDelivered ? deliveredSummary(summary, settings.language) : undeliveredSummary(summary);
    const mirrored = propertyOf(submission, settings.routing);
    const edited = await editFields(id, { summary: wanted }, { property: mirrored, isSilent });
    return edited.ok ? { is: 'done', mirrored } : fromProblem(leaveIt(edited.problem));
  },
};
