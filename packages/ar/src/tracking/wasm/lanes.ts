// What the lanes of a vector come to.

/** The sum of four whole numbers, which may be more than 32 bits hold. */
export function total(a: v128): f64 {
  return (
    <f64>i32x4.extract_lane(a, 0) +
    <f64>i32x4.extract_lane(a, 1) +
    <f64>i32x4.extract_lane(a, 2) +
    <f64>i32x4.extract_lane(a, 3)
  );
}
