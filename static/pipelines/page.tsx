import { type ReactNode, useEffect, useRef } from 'react';
import { Mark } from '../shared/signs/mark';
import { useWords } from '../shared/texts/lang';

/** A page that was opened from another: the way back, and its title, which gets the focus first. */
export function Page(props: { title: string; onBack: () => void; children: ReactNode }) {
  const { title, onBack, children } = props;
  const t = useWords();
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus(), []);
  return (
    <>
      <p>
        <button type="button" className="link marked" onClick={onBack}>
          <Mark sign="backwards" />
          {t('goBack')}
        </button>
      </p>
      <h2 ref={head} tabIndex={-1} className="page-title">
        {title}
      </h2>
      {children}
    </>
  );
}
