/** Texts of the panel 阅读设置. */
export const panelTexts = {
  close: "关闭",
  size: "字号",
  sizes: { 90: "小", 100: "标准", 120: "大", 140: "较大", 170: "特大", 200: "最大" },
  leading: "行距",
  leadings: { tight: "紧凑", normal: "标准", loose: "宽松" },
  contrast: "高对比度",
  plain: "恢复默认",
  notKept: "浏览器不让本站保存设置：这一页已经照办，换一页就恢复默认。",

  aloud: "朗读",
  rate: "语速",
  rates: { 0.7: "慢", 0.85: "较慢", 1: "标准", 1.25: "较快", 1.5: "快" },
  pause: "暂停",
  goOn: "继续",
  stop: "停止",
  foreignVoice: "这台设备没有中文语音，读出来可能不对。",
  silent: "这台设备的语音没能读出来，请再试一次。",
} as const;
