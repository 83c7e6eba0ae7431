import { lazy, Suspense } from 'react';
import type { AdminAnswer } from '../../../src/contract/answers';
import { Skeleton } from '../../shared/parts';
import { SectionMessage } from '../../shared/signs/section-message';
import { useWords } from '../../shared/texts/lang';
import type { Login } from '../datev/use-login';
import { Health } from '../operation/health';
import type { Editing } from '../saving/use-settings';
import { isForGood } from './for-good';
import { SectionLink } from './section-nav';
import type { SectionProps } from './section-props';
import { Wizard } from './wizard';

const TestIssuePart = lazy(async () => ({ default: (await import('../jira/test-issue')).TestIssuePart }));

/** Until everything is set up, the steps; afterwards how the app is. */
export function Overview(props: SectionProps & { readonly editing: Editing; readonly login: Login }) {
  const { value } = props;
  const isOpen = value.setUp.some(({ done }) => !done);
  if (isOpen) return <Wizard {...props} />;
  return (
    <>
      {isFresh(value) ? <WhatElse value={value} /> : null}
      <Health {...props} />
    </>
  );
}

/** Nothing has come or gone yet. */
function isFresh({ figures }: AdminAnswer): boolean {
  return figures.needsYou + figures.moving + figures.deliveredLast30Days === 0;
}

/** All steps are done and nothing happened yet: what can be tried, and what may be added. */
function WhatElse({ value }: { readonly value: AdminAnswer }) {
  const t = useWords();
  return (
    <section>
      <SectionMessage appearance="success" title={t('allSetUp')}>
        <p>{t(isForGood(value) ? 'allSetUpNote' : 'allSetUpSession')}</p>
      </SectionMessage>
      <h2>{t('testIssueTitle')}</h2>
      <Suspense fallback={<Skeleton rows={2} />}>
        <TestIssuePart ready />
      </Suspense>
      <h2>{t('whatElse')}</h2>
      <ul className="plain">
        <li>
          <SectionLink to="looker" /> – {t('whatElseLooker')}
        </li>
        <li>
          <SectionLink to="rights" /> – {t('whatElseRights')}
        </li>
      </ul>
    </section>
  );
}
