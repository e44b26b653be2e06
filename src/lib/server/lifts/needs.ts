import type { LiftRequest } from './requests.ts';

/** What a driver has to know of whom they fetch; never that only women were asked for. */
export type NeedsToKnow = Pick<
  LiftRequest,
  'carer' | 'walkingFrame' | 'foldedChair' | 'inWheelchair' | 'dog' | 'helpMin' | 'lowSeat' | 'backOpen'
>;

export function needsOf(request: LiftRequest): NeedsToKnow {
  const { carer, walkingFrame, foldedChair, inWheelchair, dog, helpMin, lowSeat, backOpen } = request;
  return { carer, walkingFrame, foldedChair, inWheelchair, dog, helpMin, lowSeat, backOpen };
}
