import { namesInWords } from '#lib/words.ts';
import type { Access, AccessFact } from '#server/meetups/access.ts';

const YES: Record<AccessFact, string> = {
  'step-free': 'step-free',
  toilet: 'a toilet',
  'accessible-toilet': 'an accessible toilet',
  'seats-with-arms': 'seats with arms',
  'hearing-loop': 'a hearing loop',
  parking: 'parking',
  'near-a-bus': 'near a bus',
  'lit-path': 'a lit path',
  warm: 'warm',
  'smoke-free': 'smoke-free',
  dogs: 'dogs welcome',
  'quiet-corner': 'a quiet corner',
};

const NO: Record<AccessFact, string> = {
  'step-free': 'there are steps',
  toilet: 'no toilet',
  'accessible-toilet': 'no accessible toilet',
  'seats-with-arms': 'no seats with arms',
  'hearing-loop': 'no hearing loop',
  parking: 'no parking',
  'near-a-bus': 'no bus near',
  'lit-path': 'the path is not lit',
  warm: 'not warm: bring a coat',
  'smoke-free': 'people may smoke',
  dogs: 'no dogs',
  'quiet-corner': 'no quiet corner',
};

/** 'Step-free, a toilet and seats with arms', or '' when nothing good is known. */
export function goodToKnow(access: Access[]): string {
  return sentence(access.filter(({ answer }) => answer === 'yes').map(({ fact }) => YES[fact]));
}

/** 'There are steps and no toilet', or ''. */
export function mindThat(access: Access[]): string {
  return sentence(access.filter(({ answer }) => answer === 'no').map(({ fact }) => NO[fact]));
}

/** 'A hearing loop and parking': what nobody has looked at yet, or ''. */
export function notKnown(access: Access[]): string {
  return sentence(access.filter(({ answer }) => answer === 'not-known').map(({ fact }) => YES[fact]));
}

function sentence(parts: string[]): string {
  const words = namesInWords(parts);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
