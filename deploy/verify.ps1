# 核对学习站点的文件：一个不少，一个不差，也没有多出来的。
# 用法：powershell -ExecutionPolicy Bypass -File verify.ps1 站点文件夹 [课程编号-1.2.0.manifest.json]
# Windows 自带的 PowerShell 5.1 即可。全部相符时退出码为 0，否则为 1。
param(
    [Parameter(Mandatory = $true)][string]$Site,
    [string]$Manifest
)
$ErrorActionPreference = 'Stop'
$root = (Resolve-Path -LiteralPath $Site).Path.TrimEnd('\', '/')
if (-not $Manifest) {
    $Manifest = @((Join-Path $root 'manifest.json'), (Join-Path (Split-Path $root) 'manifest.json')) |
        Where-Object { Test-Path -LiteralPath $_ } | Select-Object -First 1
    if (-not $Manifest) {
        Write-Output '没有找到清单文件 manifest.json，请把它的位置写在后面。'
        exit 1
    }
}
$files = @{}
$told = Get-Content -LiteralPath $Manifest -Raw -Encoding UTF8 | ConvertFrom-Json
foreach ($entry in $told.files.PSObject.Properties) { $files[$entry.Name] = $entry.Value.sha256 }
$carried = Join-Path $root 'carried.json'
if (Test-Path -LiteralPath $carried) {
    $more = Get-Content -LiteralPath $carried -Raw -Encoding UTF8 | ConvertFrom-Json
    foreach ($entry in $more.PSObject.Properties) {
        if (-not $files.ContainsKey($entry.Name)) { $files[$entry.Name] = $entry.Value }
    }
}
$problems = @()
foreach ($path in $files.Keys) {
    $file = Join-Path $root $path
    if (-not (Test-Path -LiteralPath $file -PathType Leaf)) {
        $problems += "缺少：$path"
    }
    elseif ((Get-FileHash -LiteralPath $file -Algorithm SHA256).Hash -ne $files[$path]) {
        $problems += "内容不符：$path"
    }
}
$beside = @('manifest.json', 'carried.json', 'SHA256SUMS', 'web.config')
foreach ($file in Get-ChildItem -LiteralPath $root -Recurse -File) {
    $path = $file.FullName.Substring($root.Length + 1).Replace('\', '/')
    if (-not $files.ContainsKey($path) -and $beside -notcontains $path) { $problems += "多出来的：$path" }
}
$problems | Sort-Object | ForEach-Object { Write-Output $_ }
if ($problems.Count -gt 0) {
    Write-Output "有 $($problems.Count) 处不符，请重新拷贝整个文件夹。"
    exit 1
}
Write-Output "$($files.Count) 个文件全部相符。"
exit 0
