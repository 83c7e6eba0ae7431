import { Fragment } from 'react';
import { numbered } from '../shared/numbered';

/** The name of a column, which may break behind its dots and underscores rather than in the middle of a word. */
export function Name({ text }: { text: string }) {
  const parts = text.split(/(?<=[._])/);
  return (
    <>
      {numbered(parts).map(({ n, one }) => (
        <Fragment key={n}>
          {n === 0 ? null : <wbr />}
          {one}
        </Fragment>
      ))}
    </>
  );
}
