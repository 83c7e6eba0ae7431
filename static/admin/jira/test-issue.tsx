import Button from '@atlaskit/button/new';
import { useState } from 'react';
import type { ProblemView, TestIssue } from '../../../src/contract/answers';
import { call, openIssue } from '../../backend';
import { Trouble } from '../../shared/parts';
import { useLang, useWords } from '../../shared/texts/lang';

/** The last step of the set-up: an issue as a real one would be, shown and removed again. */
export function TestIssuePart({ ready }: { ready: boolean }) {
  const [issue, setIssue] = useState<TestIssue>();
  const [state, setState] = useState<'idle' | 'busy' | 'removed'>('idle');
  const [problem, setProblem] = useState<ProblemView>();
  const t = useWords();
  const lang = useLang();
  const make = async () => {
    setState('busy');
    const answer = await call('jira.test-issue', { lang });
    setState('idle');
    setProblem(answer.ok ? undefined : answer.problem);
    if (answer.ok) setIssue(answer.value);
  };
  const remove = async (issueId: string) => {
    setState('busy');
    const answer = await call('jira.remove-test-issue', { lang, issueId });
    setState(answer.ok ? 'removed' : 'idle');
    setProblem(answer.ok ? undefined : answer.problem);
    if (answer.ok) setIssue(undefined);
  };
  return (
    <div>
      <p className="note">{t('testIssueNote')}</p>
      <div className="actions" aria-live="polite">
        {issue === undefined ? (
          <Button isDisabled={!ready} isLoading={state === 'busy'} onClick={() => void make()}>
            {t('testIssue')}
          </Button>
        ) : (
          <>
            <span>
              {t('testIssueMade')}{' '}
              <button type="button" className="link" onClick={() => openIssue(issue.key)}>
                {issue.key}
              </button>
            </span>
            <Button isLoading={state === 'busy'} onClick={() => void remove(issue.id)}>
              {t('testIssueRemove')}
            </Button>
          </>
        )}
        {state === 'removed' ? <span>{t('testIssueRemoved')}</span> : null}
      </div>
      <Trouble of={problem} />
    </div>
  );
}
