import { useEffect, useState } from 'react';
import { whoIsHere } from '../../backend';
import { type Drafts, draftsIn, ownStorage } from '../editor/kept-drafts';

/** The drafts of the person in front, as soon as it is known who that is. */
export function useDrafts(): Drafts | undefined {
  const [drafts, setDrafts] = useState<Drafts>();
  useEffect(() => {
    void whoIsHere().then((person) => setDrafts(draftsIn(person === '' ? undefined : ownStorage(), person)));
  }, []);
  return drafts;
}
