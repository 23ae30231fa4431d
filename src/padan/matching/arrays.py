"""Names for the numpy shapes of the hot path; only annotations, no computing."""

import numpy as np
import numpy.typing as npt

I64 = npt.NDArray[np.int64]
I32 = npt.NDArray[np.int32]
F64 = npt.NDArray[np.float64]
Bytes = npt.NDArray[np.int8]
Bools = npt.NDArray[np.bool_]
