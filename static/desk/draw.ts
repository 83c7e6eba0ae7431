import { drawing } from '../render';
import { Desk } from './desk';

export const draw = drawing(() => Desk);
