/** An arrow's thickness as shares of its length, by the width of its mark. */
export const SHAFT_RADII = [0.026, 0.034, 0.044, 0.056, 0.07] as const;
/** How much thicker an arrow's head is than its shaft. */
export const HEAD_FACTOR = 2.3;
