/** Words of the frame on a learning platform. */

export const platformTexts = {
  opening: "正在打开……",
  alone: "没有找到学习平台，这次的作答只留在这个浏览器里，不会记入平台的成绩。请从平台的课程页面打开。",
  outdated: "课程内容已经更新，上次在平台里的作答不再沿用，请重新作答。平台已经记下的成绩不受影响。",
  unsent: "成绩没有送到学习平台。请不要关闭页面，检查网络后再答一题，会再送一次。",
  failed: "课程没有打开。请刷新页面再试一次；还不行，请告诉管理员。",
};
