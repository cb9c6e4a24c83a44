"""Questions in the form in which people paste them: numbered stems, lettered options, 答案 and 解析."""
