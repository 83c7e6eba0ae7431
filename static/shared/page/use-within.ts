import { useEffect, useState } from 'react';

/** Whether the focus is inside of an element. It is only watched, the element itself is not operated. */
export function useWithin(): readonly [ref: (element: HTMLElement | null) => void, within: boolean] {
  const [element, setElement] = useState<HTMLElement | null>(null);
  const [within, setWithin] = useState(false);
  useEffect(() => {
    if (element === null) return;
    const enter = () => setWithin(true);
    const leave = ({ target, relatedTarget }: FocusEvent) => {
      // The system's file dialog takes the focus off the window, not off the field: the person is still at it.
      const isInside = relatedTarget instanceof Node && element.contains(relatedTarget);
      if (!isInside && document.activeElement !== target) setWithin(false);
    };
    element.addEventListener('focusin', enter);
    element.addEventListener('focusout', leave);
    return () => {
      element.removeEventListener('focusin', enter);
      element.removeEventListener('focusout', leave);
    };
  }, [element]);
  return [setElement, within];
}
