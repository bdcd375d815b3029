<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>Swimwear Finder</source>
        <translation>泳装以图找款</translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation>版本 {version}</translation>
    </message>
    <message>
        <source>Finds the designs of your catalogue that look like a sample picture: in all, by cut or by print.</source>
        <translation>用一张样图，从图库里找出相似的款式：可按总体、版型或花色来比较。</translation>
    </message>
    <message>
        <source>Made with {parts}.</source>
        <translation>本程序使用：{parts}。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Recognition model {model}</source>
        <translation>识别模型 {model}</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>工具(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Compare by</source>
        <translation>比较方式(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>外观(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Open picture…</source>
        <translation>打开样图(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Paste picture</source>
        <translation>粘贴样图(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Search again</source>
        <translation>重新搜索(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Add catalogue folder…</source>
        <translation>添加图库文件夹(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;Rescan folders</source>
        <translation>重新扫描图库(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Manage folders…</source>
        <translation>管理图库文件夹(&amp;M)…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>Pictures that could not be &amp;read…</source>
        <translation>无法读取的图片(&amp;R)…</translation>
    </message>
    <message>
        <source>&amp;About</source>
        <translation>关于(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Overall</source>
        <translation>总体(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Cut</source>
        <translation>版型(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Print</source>
        <translation>花色(&amp;P)</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>跟随系统(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Adapt to this catalogue…</source>
        <translation>按本图库优化比对(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;Undo adaptation</source>
        <translation>撤销优化(&amp;U)</translation>
    </message>
    <message>
        <source>Index &amp;diagnosis…</source>
        <translation>图库索引诊断(&amp;D)…</translation>
    </message>
    <message>
        <source>&amp;Evaluate catalogue…</source>
        <translation>评测检索效果(&amp;E)…</translation>
    </message>
</context>
<context>
    <name>AdaptDialog</name>
    <message>
        <source>Adapted to {count} pictures.</source>
        <translation>已按 {count} 张图片完成优化。</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>已取消。</translation>
    </message>
    <message>
        <source>This broke off unexpectedly. The catalogue is unharmed; you can try again.</source>
        <translation>意外中断。图库数据完好，可以重试。</translation>
    </message>
    <message>
        <source>Adapt to this catalogue</source>
        <translation>按本图库优化比对</translation>
    </message>
    <message>
        <source>The program learns from the pictures of this catalogue what your designs differ in, and compares by that from then on.</source>
        <translation>程序从本图库的图片中学习各款式之间的差别，此后按这些差别来比对。</translation>
    </message>
    <message>
        <source>This takes about a minute, and you can go on searching meanwhile. No picture is changed. If photos would find their designs less well than before, nothing is changed at all; and “Undo adaptation” in the Tools menu takes it back at any time.</source>
        <translation>大约需要一分钟，期间可以照常搜索。图片不会被改动。如果优化后实拍照片反而更难找到对应款式，则保持原样；也可以随时用“工具”菜单中的“撤销优化”恢复。</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Adapt</source>
        <translation>开始优化</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>隐藏</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Now in use: adapted on {day} to {count} pictures.</source>
        <translation>当前使用：{day}按 {count} 张图片优化的比对方式。</translation>
    </message>
    <message>
        <source>Nearly done…</source>
        <translation>即将完成…</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>正在启动…</translation>
    </message>
    <message>
        <source>Collecting what is known of the pictures…</source>
        <translation>正在汇集图片特征…</translation>
    </message>
    <message>
        <source>Learning what the designs differ in…</source>
        <translation>正在学习款式之间的差别…</translation>
    </message>
    <message>
        <source>Checking that photos find their designs…</source>
        <translation>正在检验照片能否找到对应款式…</translation>
    </message>
    <message>
        <source>Preparing the catalogue…</source>
        <translation>正在更新图库…</translation>
    </message>
    <message>
        <source>The comparison that came with the program is in use again.</source>
        <translation>已恢复程序自带的比对方式。</translation>
    </message>
    <message>
        <source>Now in use: the comparison that came with the program.</source>
        <translation>当前使用：程序自带的比对方式。</translation>
    </message>
    <message>
        <source>Going back to the comparison that came with the program…</source>
        <translation>正在恢复程序自带的比对方式…</translation>
    </message>
</context>
<context>
    <name>Application</name>
    <message>
        <source>The program is already running but does not answer. End it in the task manager first.</source>
        <translation>程序已在运行，但没有响应。请先在任务管理器中结束它。</translation>
    </message>
</context>
<context>
    <name>CatalogueDesk</name>
    <message>
        <source>Looking for new and changed pictures…</source>
        <translation>正在查找新增和改动的图片…</translation>
    </message>
    <message>
        <source>1 picture is read again</source>
        <translation>正在重新读取 1 张图片</translation>
    </message>
    <message>
        <source>{count} pictures are read again</source>
        <translation>正在重新读取 {count} 张图片</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>The program ended unexpectedly last time</source>
        <translation>上次程序意外退出</translation>
    </message>
    <message>
        <source>Your catalogue is safe. If this happens again, copy the report and send it to whoever looks after this program.</source>
        <translation>图库数据完好。如果再次发生，请复制报告并发给负责维护本程序的同事。</translation>
    </message>
    <message>
        <source>Something went wrong in the program</source>
        <translation>程序出了点问题</translation>
    </message>
    <message>
        <source>This is a fault of the program, not yours. You can go on working. Please copy the report and send it to whoever looks after this program.</source>
        <translation>这是程序的故障，与您的操作无关，可以继续使用。请复制报告并发给负责维护本程序的同事。</translation>
    </message>
    <message>
        <source>Fault report</source>
        <translation>故障报告</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续使用</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
</context>
<context>
    <name>DiagnosisDialog</name>
    <message>
        <source>Index diagnosis</source>
        <translation>图库索引诊断</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>重新检查</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>已取消。</translation>
    </message>
    <message>
        <source>The catalogue has changed since then.</source>
        <translation>此后图库已有变化。</translation>
    </message>
    <message>
        <source>1 picture is not read yet.</source>
        <translation>还有 1 张图片未读取。</translation>
    </message>
    <message>
        <source>{count} pictures are not read yet.</source>
        <translation>还有 {count} 张图片未读取。</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>正在启动…</translation>
    </message>
    <message>
        <source>Collecting what is known of the pictures…</source>
        <translation>正在汇集图片特征…</translation>
    </message>
    <message>
        <source>Counting bits…</source>
        <translation>正在统计编码位…</translation>
    </message>
    <message>
        <source>Opening buckets…</source>
        <translation>正在打开哈希桶…</translation>
    </message>
</context>
<context>
    <name>DiagnosisPage</name>
    <message>
        <source>Bits: is each one set in about half of the pictures?</source>
        <translation>编码位：每一位是否在约一半的图片中为 1？</translation>
    </message>
    <message>
        <source>Pairs of bits: does each bit tell something of its own?</source>
        <translation>位对：每一位是否都提供了独立的信息？</translation>
    </message>
    <message>
        <source>Buckets: are they small?</source>
        <translation>哈希桶：是否足够小？</translation>
    </message>
    <message>
        <source>Recall: do the buckets hold what is near?</source>
        <translation>召回率：相近的图片是否在桶里？</translation>
    </message>
    <message>
        <source>Tables that would find more</source>
        <translation>能找到更多图片的哈希表</translation>
    </message>
    <message>
        <source>&amp;Wanted recall</source>
        <translation>期望召回率(&amp;W)</translation>
    </message>
    <message>
        <source>Wanted recall</source>
        <translation>期望召回率</translation>
    </message>
    <message>
        <source>Looked at {sample} of {pictures} pictures, {queries} of them as queries.</source>
        <translation>检查了 {pictures} 张图片中的 {sample} 张，其中 {queries} 张用作查询。</translation>
    </message>
    <message>
        <source>Two pictures {near}° apart agree in one hash function with probability P1 = {p1}, two pictures {far}° apart with P2 = {p2} (eq. 7). From these, eq. 8 tells for K bits a table how many tables (L) find a picture {near}° from the query as surely as wanted. Suggested is the pair that makes a query the least work.</source>
        <translation>相距 {near}° 的两张图片在一个哈希函数上取值相同的概率为 P1 = {p1}，相距 {far}° 时为 P2 = {p2}（式 7）。由此按式 8 可知：每张表取 K 位时，需要多少张表（L）才能以期望的把握找到距查询 {near}° 的图片。建议采用使一次查询工作量最小的一组。</translation>
    </message>
    <message>
        <source>Suggested: {tables} tables of {bits} bits. They find {recall} of what is {near}° away, look at {looked_at} of the catalogue, and take {memory} of memory.</source>
        <translation>建议：{tables} 张表，每张 {bits} 位。可找到相距 {near}° 图片的 {recall}，需查看图库的 {looked_at}，占用内存 {memory}。</translation>
    </message>
    <message>
        <source>Now: {tables} tables of {bits} bits. They find {recall} of what is {near}° away, look at {looked_at} of the catalogue, and take {memory} of memory.</source>
        <translation>目前：{tables} 张表，每张 {bits} 位。可找到相距 {near}° 图片的 {recall}，需查看图库的 {looked_at}，占用内存 {memory}。</translation>
    </message>
</context>
<context>
    <name>DiagnosisPlots</name>
    <message>
        <source>Cut</source>
        <translation>版型</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>花色</translation>
    </message>
    <message>
        <source>{count} bits are set in {least} to {most} of the pictures</source>
        <translation>{count} 位在 {least} 至 {most} 的图片中为 1</translation>
    </message>
    <message>
        <source>{even} of {bits} bits are set in 40 to 60 % of the pictures</source>
        <translation>{bits} 位中有 {even} 位在 40 至 60 % 的图片中为 1</translation>
    </message>
    <message>
        <source>set in so many pictures</source>
        <translation>为 1 的图片所占比例</translation>
    </message>
    <message>
        <source>bits</source>
        <translation>位数</translation>
    </message>
    <message>
        <source>{count} pairs are set together in {least} to {most} × m/4</source>
        <translation>{count} 个位对同时为 1 的图片数为 {least} 至 {most} × m/4</translation>
    </message>
    <message>
        <source>Mean {mean} × m/4, deviation {deviation} × m/4</source>
        <translation>平均 {mean} × m/4，标准差 {deviation} × m/4</translation>
    </message>
    <message>
        <source>set together, in m/4</source>
        <translation>同时为 1 的图片（m/4）</translation>
    </message>
    <message>
        <source>pairs of bits</source>
        <translation>位对数</translation>
    </message>
    <message>
        <source>Buckets of {size} pictures: {buckets}, which hold {share} of the pictures</source>
        <translation>含 {size} 张图片的桶：{buckets} 个，共含 {share} 的图片</translation>
    </message>
    <message>
        <source>The fullest bucket holds {largest} pictures</source>
        <translation>最满的桶有 {largest} 张图片</translation>
    </message>
    <message>
        <source>{facet}: {tables} tables of {bits} bits</source>
        <translation>{facet}：{tables} 张表，每张 {bits} 位</translation>
    </message>
    <message>
        <source>of all pictures</source>
        <translation>占全部图片</translation>
    </message>
    <message>
        <source>At most {degrees}° apart: {found} found, {opened} with the neighbouring buckets</source>
        <translation>相距不超过 {degrees}°：找到 {found}，连同邻近桶 {opened}</translation>
    </message>
    <message>
        <source>degrees from the query</source>
        <translation>与查询的夹角</translation>
    </message>
    <message>
        <source>found</source>
        <translation>找到</translation>
    </message>
    <message>
        <source>expected (eq. 8)</source>
        <translation>预期（式 8）</translation>
    </message>
    <message>
        <source>own buckets</source>
        <translation>自己的桶</translation>
    </message>
    <message>
        <source>and neighbouring</source>
        <translation>连同邻近桶</translation>
    </message>
    <message>
        <source>bits of a table (K)</source>
        <translation>每张表的位数（K）</translation>
    </message>
    <message>
        <source>work of a query, in pictures compared</source>
        <translation>一次查询的工作量（折合比较图片数）</translation>
    </message>
    <message>
        <source>comparing all</source>
        <translation>逐一比较全部</translation>
    </message>
    <message>
        <source>Kinds of cut</source>
        <translation>版型类别</translation>
    </message>
    <message>
        <source>Kinds of print</source>
        <translation>花色类别</translation>
    </message>
    <message>
        <source>{block}, {bits} bits</source>
        <translation>{block}，{bits} 位</translation>
    </message>
    <message>
        <source>pictures in a bucket, at most</source>
        <translation>每桶图片数（上限）</translation>
    </message>
</context>
<context>
    <name>DropOverlay</name>
    <message>
        <source>Drop to find similar designs</source>
        <translation>松开鼠标，查找相似款式</translation>
    </message>
    <message>
        <source>Drop a folder to add it to the catalogue</source>
        <translation>拖入文件夹可添加到图库</translation>
    </message>
</context>
<context>
    <name>EvaluateChoice</name>
    <message>
        <source>The demo catalogue that comes with the program</source>
        <translation>程序自带的示例图库</translation>
    </message>
    <message>
        <source>A folder of pictures with a table that tells which belong together</source>
        <translation>一个图片文件夹，以及说明哪些图片同类的标签表</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Table of labels</source>
        <translation>标签表</translation>
    </message>
    <message>
        <source>The table is a CSV file with a column image (the path of the picture in the folder) and one or more of label, cut, print and family. You can drop folder and table here.</source>
        <translation>标签表为 CSV 文件，含 image 列（图片在文件夹中的路径）以及 label、cut、print、family 中的一列或多列。可将文件夹和标签表拖放到此处。</translation>
    </message>
    <message>
        <source>Browse for the folder</source>
        <translation>选择文件夹</translation>
    </message>
    <message>
        <source>Browse for the table</source>
        <translation>选择标签表</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>浏览…</translation>
    </message>
    <message>
        <source>Drop a folder of pictures or a CSV table here.</source>
        <translation>请将图片文件夹或 CSV 标签表拖放到此处。</translation>
    </message>
    <message>
        <source>None chosen yet</source>
        <translation>尚未选择</translation>
    </message>
    <message>
        <source>A folder of labelled pictures</source>
        <translation>选择带标签的图片文件夹</translation>
    </message>
    <message>
        <source>A table of labels</source>
        <translation>选择标签表</translation>
    </message>
    <message>
        <source>Tables of labels</source>
        <translation>标签表</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>所有文件</translation>
    </message>
</context>
<context>
    <name>EvaluateDesk</name>
    <message>
        <source>Save the report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <source>Web pages</source>
        <translation>网页</translation>
    </message>
    <message>
        <source>Evaluation report</source>
        <translation>评测报告</translation>
    </message>
    <message>
        <source>Saved: {path}</source>
        <translation>已保存：{path}</translation>
    </message>
    <message>
        <source>Writing the report…</source>
        <translation>正在生成报告…</translation>
    </message>
</context>
<context>
    <name>EvaluateDialog</name>
    <message>
        <source>The evaluation is done.</source>
        <translation>评测完成。</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>已取消。</translation>
    </message>
    <message>
        <source>This broke off unexpectedly. Nothing was changed; you can try again.</source>
        <translation>评测意外中断。未作任何改动，可以重试。</translation>
    </message>
    <message>
        <source>Evaluate catalogue</source>
        <translation>评测检索效果</translation>
    </message>
    <message>
        <source>Pictures of which it is known what belongs together are searched by this program and by other methods, and it is counted how often and how fast each finds what it should.</source>
        <translation>用本程序和其他方法分别检索一批已知哪些同类的图片，统计各方法能否找到该找的图片，以及需要多少时间。</translation>
    </message>
    <message>
        <source>This takes some minutes, and you can go on searching meanwhile, if a little more slowly. No picture is changed, and nothing leaves this computer.</source>
        <translation>评测需要几分钟，期间可以继续检索，只是会稍慢。不会改动任何图片，也不会向外发送任何内容。</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Evaluate</source>
        <translation>开始评测</translation>
    </message>
    <message>
        <source>Evaluate again…</source>
        <translation>重新评测…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Open report</source>
        <translation>打开报告</translation>
    </message>
    <message>
        <source>Save report as…</source>
        <translation>报告另存为…</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>隐藏</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>正在启动…</translation>
    </message>
    <message>
        <source>Writing the report…</source>
        <translation>正在生成报告…</translation>
    </message>
    <message>
        <source>Evaluating…</source>
        <translation>正在评测…</translation>
    </message>
    <message>
        <source>At work: {method}…</source>
        <translation>正在评测：{method}…</translation>
    </message>
</context>
<context>
    <name>FacetControl</name>
    <message>
        <source>Overall</source>
        <translation>总体</translation>
    </message>
    <message>
        <source>Cut and print together (Ctrl+1)</source>
        <translation>版型和花色一起比较（Ctrl+1）</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>版型</translation>
    </message>
    <message>
        <source>Neckline, straps, leg line, one-piece or bikini (Ctrl+2)</source>
        <translation>领口、肩带、脚口、连体或分体（Ctrl+2）</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>花色</translation>
    </message>
    <message>
        <source>Colours and pattern (Ctrl+3)</source>
        <translation>颜色和图案（Ctrl+3）</translation>
    </message>
    <message>
        <source>Compare by</source>
        <translation>比较方式</translation>
    </message>
</context>
<context>
    <name>FailuresDialog</name>
    <message>
        <source>Pictures that could not be read</source>
        <translation>无法读取的图片</translation>
    </message>
    <message>
        <source>Try selected again</source>
        <translation>重试所选</translation>
    </message>
    <message>
        <source>Try all again</source>
        <translation>全部重试</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>打开所在文件夹</translation>
    </message>
    <message>
        <source>Copy list</source>
        <translation>复制清单</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Every picture of the catalogue could be read.</source>
        <translation>图库中的图片全部读取成功。</translation>
    </message>
    <message>
        <source>1 picture could not be read. Searches leave it out; everything else works as usual.</source>
        <translation>有 1 张图片无法读取，搜索时会跳过它，其他功能不受影响。</translation>
    </message>
    <message>
        <source>{count} pictures could not be read. Searches leave them out; everything else works as usual.</source>
        <translation>有 {count} 张图片无法读取，搜索时会跳过它们，其他功能不受影响。</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
</context>
<context>
    <name>FailuresModel</name>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
</context>
<context>
    <name>FindingWords</name>
    <message>
        <source>There is nothing to look at yet: that takes two different pictures at least.</source>
        <translation>还没有可检查的内容：至少需要两张不同的图片。</translation>
    </message>
    <message>
        <source>With {pictures} different pictures, chance alone moves these numbers far. From {needed} on they tell something.</source>
        <translation>只有 {pictures} 张不同的图片时，这些数字主要受偶然影响；达到 {needed} 张才有参考意义。</translation>
    </message>
    <message>
        <source>Good: {even} of {bits} bits are set in 40 to 60 of 100 pictures, so most tell pictures apart as well as a bit can.</source>
        <translation>良好：{bits} 位中有 {even} 位在每 100 张图片的 40 至 60 张中为 1，多数位都能充分区分图片。</translation>
    </message>
    <message>
        <source>Could be better: {uneven} of {bits} bits are set in fewer than 40 or more than 60 of 100 pictures, and tell less than they could.</source>
        <translation>有待改善：{bits} 位中有 {uneven} 位在每 100 张图片中为 1 的少于 40 张或多于 60 张，区分作用不足。</translation>
    </message>
    <message>
        <source>Good: in every block, pairs of bits are set together about as often as chance would have it, so hardly any bit repeats another.</source>
        <translation>良好：在每一段编码中，两个位同时为 1 的次数都与随机情况相近，几乎没有位在重复别的位。</translation>
    </message>
    <message>
        <source>Could be better: in {beyond} of {blocks} blocks, pairs of bits are set together clearly more or less often than in the quarter of the pictures (m/4) that chance gives, so some bits repeat others. Good is a mean within {mean} % of m/4 and a deviation below {deviation} %.</source>
        <translation>有待改善：{blocks} 段编码中有 {beyond} 段，两个位同时为 1 的图片明显多于或少于随机情况下的四分之一（m/4），说明部分位重复了其他位。平均值与 m/4 相差 {mean} % 以内、标准差低于 {deviation} % 为良好。</translation>
    </message>
    <message>
        <source>Among the pictures looked at, only {pairs} pairs are at most {degrees}° apart: too few to tell.</source>
        <translation>在检查过的图片中，相距不超过 {degrees}° 的只有 {pairs} 对，太少，无法判断。</translation>
    </message>
    <message>
        <source>Good, as theory has it: a query's buckets hold {measured} % of the pictures at most {degrees}° from it; eq. 8 expects {expected} %. With the neighbouring buckets it is {opened} %.</source>
        <translation>良好，与理论相符：距查询不超过 {degrees}° 的图片有 {measured} % 在查询的桶里，式 8 的预期为 {expected} %；连同邻近桶为 {opened} %。</translation>
    </message>
    <message>
        <source>Could be better: a query's buckets hold {measured} % of the pictures at most {degrees}° from it; eq. 8 expects {expected} %. With the neighbouring buckets it is {opened} %.</source>
        <translation>有待改善：距查询不超过 {degrees}° 的图片有 {measured} % 在查询的桶里，式 8 的预期为 {expected} %；连同邻近桶为 {opened} %。</translation>
    </message>
    <message>
        <source>A search compares codes and does not depend on buckets: these find pictures only where the paper&apos;s way is asked for, and count in how many tables a match meets the query.</source>
        <translation>搜索比较的是编码，并不依赖哈希桶：只有在要求采用论文方法时才由哈希桶查找图片，此外它们还用来统计结果与查询在多少张表中落入同一个桶。</translation>
    </message>
    <message>
        <source>Good: a query&apos;s buckets hold {own} % of the catalogue, {opened} % with the neighbouring buckets opened as well. The fullest holds {largest} pictures; {empty} % are empty.</source>
        <translation>良好：一次查询的桶里有图库的 {own} %，连同一并打开的邻近桶为 {opened} %。最满的桶有 {largest} 张图片；{empty} % 的桶是空的。</translation>
    </message>
    <message>
        <source>Could be better: a query&apos;s buckets hold {own} % of the catalogue, {opened} % with the neighbouring buckets opened as well, so they save little. The fullest holds {largest} pictures; {empty} % are empty.</source>
        <translation>有待改善：一次查询的桶里有图库的 {own} %，连同一并打开的邻近桶为 {opened} %，节省不多。最满的桶有 {largest} 张图片；{empty} % 的桶是空的。</translation>
    </message>
</context>
<context>
    <name>FoldBar</name>
    <message>
        <source>Less similar ({count})</source>
        <translation>相似度较低（{count} 款）</translation>
    </message>
    <message>
        <source>Hide the designs that are not really similar</source>
        <translation>收起并不相似的款式</translation>
    </message>
    <message>
        <source>Show the designs that are not really similar, too</source>
        <translation>同时显示并不相似的款式</translation>
    </message>
</context>
<context>
    <name>FoldersDialog</name>
    <message>
        <source>Catalogue folders</source>
        <translation>图库文件夹</translation>
    </message>
    <message>
        <source>Pictures are read where they lie; nothing in these folders is moved, changed or copied.</source>
        <translation>图片在原位置读取，文件夹里的内容不会被移动、修改或复制。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Location</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Searchable</source>
        <translation>可搜索</translation>
    </message>
    <message>
        <source>Not readable</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation>添加文件夹…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>移除…</translation>
    </message>
    <message>
        <source>Rescan</source>
        <translation>重新扫描</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>Remove folder</source>
        <translation>移除文件夹</translation>
    </message>
    <message>
        <source>Remove “{name}” from the catalogue?</source>
        <translation>要从图库中移除“{name}”吗？</translation>
    </message>
    <message>
        <source>Its pictures stay where they are, untouched. Only the catalogue forgets them.</source>
        <translation>图片原样保留在原位置，只是不再列入图库。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>1 not read yet</source>
        <translation>1 张尚未读取</translation>
    </message>
    <message>
        <source>{count} not read yet</source>
        <translation>{count} 张尚未读取</translation>
    </message>
    <message>
        <source>No pictures yet</source>
        <translation>还没有图片</translation>
    </message>
</context>
<context>
    <name>Intake</name>
    <message>
        <source>That is a web address. Save the picture first, or copy the picture itself.</source>
        <translation>这是网页地址。请先把图片保存下来，或直接复制图片本身。</translation>
    </message>
    <message>
        <source>The text is not the path of a picture.</source>
        <translation>剪贴板里的文字不是图片路径。</translation>
    </message>
    <message>
        <source>There is no picture in what was dropped.</source>
        <translation>拖入的内容里没有图片。</translation>
    </message>
    <message>
        <source>There is no picture on the clipboard.</source>
        <translation>剪贴板里没有图片。</translation>
    </message>
    <message>
        <source>Searching for the first of {count}: {name}</source>
        <translation>共 {count} 项，只搜索第一张：{name}</translation>
    </message>
    <message>
        <source>{path} cannot be found.</source>
        <translation>找不到 {path}。</translation>
    </message>
    <message>
        <source>Add catalogue folder</source>
        <translation>添加图库文件夹</translation>
    </message>
    <message>
        <source>Add “{name}” to the catalogue?</source>
        <translation>要把“{name}”添加到图库吗？</translation>
    </message>
    <message>
        <source>Add {count} folders to the catalogue?</source>
        <translation>要把这 {count} 个文件夹添加到图库吗？</translation>
    </message>
    <message>
        <source>Its pictures become searchable. They are read where they lie and are not changed.</source>
        <translation>添加后即可搜索其中的图片。图片在原位置读取，不会被改动。</translation>
    </message>
    <message>
        <source>Add folder</source>
        <translation>添加</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Swimwear Finder</source>
        <translation>泳装以图找款</translation>
    </message>
    <message>
        <source>Open a sample picture</source>
        <translation>打开样图</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>所有文件</translation>
    </message>
    <message>
        <source>Add a catalogue folder</source>
        <translation>添加图库文件夹</translation>
    </message>
</context>
<context>
    <name>Obstacle</name>
    <message>
        <source>This computer has no program set to open files of this kind.</source>
        <translation>这台电脑没有设置打开此类文件的程序。</translation>
    </message>
    <message>
        <source>This computer has no program to show folders.</source>
        <translation>这台电脑没有可打开文件夹的程序。</translation>
    </message>
</context>
<context>
    <name>PictureBox</name>
    <message>
        <source>Sample picture</source>
        <translation>样图</translation>
    </message>
    <message>
        <source>Opens another sample picture</source>
        <translation>打开另一张样图</translation>
    </message>
    <message>
        <source>Click to open another picture</source>
        <translation>点击可更换样图</translation>
    </message>
    <message>
        <source>Drop a sample picture here</source>
        <translation>把样图拖到这里</translation>
    </message>
    <message>
        <source>or click to choose one, or copy a picture and press Ctrl+V</source>
        <translation>也可以点击选择，或复制图片后按 Ctrl+V</translation>
    </message>
    <message>
        <source>No preview</source>
        <translation>无预览</translation>
    </message>
    <message>
        <source>This format can be searched with, but not shown here.</source>
        <translation>此格式可以搜索，但无法在这里显示。</translation>
    </message>
</context>
<context>
    <name>Problem</name>
    <message>
        <source>This picture cannot be used</source>
        <translation>这张图片无法使用</translation>
    </message>
    <message>
        <source>This folder cannot be used</source>
        <translation>这个文件夹无法使用</translation>
    </message>
    <message>
        <source>The catalogue cannot be used</source>
        <translation>图库无法使用</translation>
    </message>
    <message>
        <source>There is no space left</source>
        <translation>磁盘空间不足</translation>
    </message>
    <message>
        <source>There is not enough memory</source>
        <translation>内存不足</translation>
    </message>
    <message>
        <source>The program is damaged</source>
        <translation>程序文件已损坏</translation>
    </message>
    <message>
        <source>The file is empty (0 bytes).</source>
        <translation>文件是空的（0 字节）。</translation>
    </message>
    <message>
        <source>This is not a picture in a format that can be read.</source>
        <translation>不是可读取的图片格式。</translation>
    </message>
    <message>
        <source>The picture is damaged or incomplete; copy it again from its source.</source>
        <translation>图片已损坏或不完整，请从来源处重新复制。</translation>
    </message>
    <message>
        <source>The picture has too many pixels to be opened safely.</source>
        <translation>图片像素过大，无法安全打开。</translation>
    </message>
    <message>
        <source>The file is no longer there.</source>
        <translation>文件已不在原处。</translation>
    </message>
    <message>
        <source>You have no permission to read this file.</source>
        <translation>您没有读取此文件的权限。</translation>
    </message>
    <message>
        <source>The file could not be read from its disk or network share.</source>
        <translation>无法从磁盘或网络共享读取此文件。</translation>
    </message>
    <message>
        <source>There was not enough memory to open the picture.</source>
        <translation>内存不足，无法打开图片。</translation>
    </message>
    <message>
        <source>The folder does not exist or cannot be reached.</source>
        <translation>文件夹不存在或无法访问。</translation>
    </message>
    <message>
        <source>The folder is already in the catalogue.</source>
        <translation>该文件夹已在图库中。</translation>
    </message>
    <message>
        <source>The folder overlaps one that is already in the catalogue.</source>
        <translation>该文件夹与图库中已有的文件夹重叠。</translation>
    </message>
    <message>
        <source>There is no such folder in the catalogue.</source>
        <translation>图库中没有这个文件夹。</translation>
    </message>
    <message>
        <source>The preview picture could not be stored.</source>
        <translation>无法保存预览图。</translation>
    </message>
    <message>
        <source>The disk is full; free some space and try again.</source>
        <translation>磁盘已满，请清理空间后重试。</translation>
    </message>
    <message>
        <source>The catalogue is in use by another program; try again in a moment.</source>
        <translation>图库正被其他程序占用，请稍后重试。</translation>
    </message>
    <message>
        <source>The catalogue database is damaged.</source>
        <translation>图库数据库已损坏。</translation>
    </message>
    <message>
        <source>The catalogue was made by a newer version of this program; please update.</source>
        <translation>图库由更新版本的程序建立，请升级本程序。</translation>
    </message>
    <message>
        <source>The data folder cannot be written.</source>
        <translation>数据文件夹无法写入。</translation>
    </message>
    <message>
        <source>The program&apos;s own network files are missing or damaged; install it again.</source>
        <translation>程序自带的识别模型文件缺失或损坏，请重新安装。</translation>
    </message>
    <message>
        <source>The catalogue was not adapted</source>
        <translation>未能按图库优化</translation>
    </message>
    <message>
        <source>The catalogue holds too few different pictures to learn from; 200 are needed.</source>
        <translation>图库中不同的图片太少，不足以学习，至少需要 200 张。</translation>
    </message>
    <message>
        <source>The catalogue is still being read for the newer network; try again after that.</source>
        <translation>图库还在为新的识别模型重新读取，请在完成后重试。</translation>
    </message>
    <message>
        <source>The comparison in use serves this catalogue better; nothing was changed.</source>
        <translation>当前的比对方式更适合本图库，未作任何更改。</translation>
    </message>
    <message>
        <source>The file was not saved</source>
        <translation>文件未能保存</translation>
    </message>
    <message>
        <source>The catalogue was not evaluated</source>
        <translation>未能完成评测</translation>
    </message>
    <message>
        <source>The table of labels cannot be read; save it as CSV in UTF-8 and try again.</source>
        <translation>无法读取标签表；请以 UTF-8 编码的 CSV 格式保存后重试。</translation>
    </message>
    <message>
        <source>The table of labels needs a column image, and one of label, cut, print or family.</source>
        <translation>标签表必须有 image 列，以及 label、cut、print、family 中的至少一列。</translation>
    </message>
    <message>
        <source>The table of labels names no picture that can be read in this folder.</source>
        <translation>标签表所列的图片在此文件夹中都无法读取。</translation>
    </message>
    <message>
        <source>No two of the labelled pictures belong together, so there is nothing to find.</source>
        <translation>带标签的图片中没有任何两张同类，因此无可检索。</translation>
    </message>
    <message>
        <source>The file could not be saved there; choose another folder.</source>
        <translation>无法保存到该位置；请选择其他文件夹。</translation>
    </message>
</context>
<context>
    <name>QueryPane</name>
    <message>
        <source>Pasted picture</source>
        <translation>粘贴的图片</translation>
    </message>
    <message>
        <source>Sample picture</source>
        <translation>样图</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Open a sample picture (Ctrl+O)</source>
        <translation>打开样图（Ctrl+O）</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Paste a picture, a copied file or a path (Ctrl+V)</source>
        <translation>粘贴图片、复制的文件或路径（Ctrl+V）</translation>
    </message>
    <message>
        <source>Compare by</source>
        <translation>比较方式</translation>
    </message>
    <message>
        <source>Look in</source>
        <translation>搜索范围</translation>
    </message>
    <message>
        <source>Compare the whole picture</source>
        <translation>比对整张图片</translation>
    </message>
    <message>
        <source>Only what lies inside the outline is compared, straightened. Tick this where it is wrong.</source>
        <translation>只比对轮廓线以内的部分，并先将其拉正。轮廓不对时，请勾选此项。</translation>
    </message>
</context>
<context>
    <name>ResultActions</name>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>打开所在文件夹</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>复制图片</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>复制路径</translation>
    </message>
    <message>
        <source>Search with this</source>
        <translation>以此图搜索</translation>
    </message>
    <message>
        <source>Select {limit} designs or fewer to open them</source>
        <translation>一次最多打开 {limit} 款，请少选一些</translation>
    </message>
    <message>
        <source>{name} could not be opened. {reason}</source>
        <translation>无法打开 {name}。{reason}</translation>
    </message>
    <message>
        <source>{name} could not be shown in its folder. {reason}</source>
        <translation>无法打开 {name} 所在的文件夹。{reason}</translation>
    </message>
    <message>
        <source>Picture copied</source>
        <translation>已复制图片</translation>
    </message>
    <message>
        <source>{count} pictures copied</source>
        <translation>已复制 {count} 张图片</translation>
    </message>
    <message>
        <source>{name} could not be copied. {reason}</source>
        <translation>无法复制 {name}。{reason}</translation>
    </message>
    <message>
        <source>Path copied</source>
        <translation>已复制路径</translation>
    </message>
</context>
<context>
    <name>ResultDelegate</name>
    <message>
        <source>No preview</source>
        <translation>无预览</translation>
    </message>
    <message>
        <source>Same picture</source>
        <translation>同一张图</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>离线</translation>
    </message>
</context>
<context>
    <name>ResultsHeader</name>
    <message>
        <source>Thumbnail size</source>
        <translation>缩略图大小</translation>
    </message>
    <message>
        <source>Thumbnail size (Ctrl and mouse wheel)</source>
        <translation>缩略图大小（Ctrl + 鼠标滚轮）</translation>
    </message>
    <message>
        <source>These pictures were read after the search. Compare them too (Ctrl+R).</source>
        <translation>这些图片是在搜索之后读取的，点击后一并比较（Ctrl+R）。</translation>
    </message>
    <message>
        <source>1 new picture – search again</source>
        <translation>新增 1 张图片，重新搜索</translation>
    </message>
    <message>
        <source>{count} new pictures – search again</source>
        <translation>新增 {count} 张图片，重新搜索</translation>
    </message>
    <message>
        <source>Searching for designs like {query} …</source>
        <translation>正在查找与 {query} 相似的款式…</translation>
    </message>
    <message>
        <source>{count} of {total} designs</source>
        <translation>已列出 {count} / {total} 款</translation>
    </message>
    <message>
        <source>1 design</source>
        <translation>1 款</translation>
    </message>
    <message>
        <source>The {count} most similar of {indexed} designs</source>
        <translation>最相似的 {count} 款（共 {indexed} 款）</translation>
    </message>
    <message>
        <source>{count} designs, most similar first</source>
        <translation>{count} 款，按相似度排序</translation>
    </message>
    <message>
        <source>{ms} ms</source>
        <translation>{ms} 毫秒</translation>
    </message>
    <message>
        <source>{candidates} of {indexed} pictures ranked</source>
        <translation>共 {indexed} 张图片，比较了 {candidates} 张</translation>
    </message>
    <message>
        <source>Read picture</source>
        <translation>读取图片</translation>
    </message>
    <message>
        <source>Compute feature</source>
        <translation>提取特征</translation>
    </message>
    <message>
        <source>Find candidates</source>
        <translation>查找候选</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>排序</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>{step}: {ms} ms</source>
        <translation>{step}：{ms} 毫秒</translation>
    </message>
    <message>
        <source>Hash tables proposed the pictures that were compared</source>
        <translation>先由哈希表选出候选图片，再逐张比较</translation>
    </message>
    <message>
        <source>Every picture was compared, as too few were found otherwise</source>
        <translation>其他方式找到的候选太少，已逐张比较全部图片</translation>
    </message>
    <message>
        <source>Every picture was compared</source>
        <translation>逐张比较了全部图片</translation>
    </message>
    <message>
        <source>{count} related designs of {indexed}</source>
        <translation>{indexed} 款中有 {count} 款相近</translation>
    </message>
    <message>
        <source>1 related design of {indexed}</source>
        <translation>{indexed} 款中有 1 款相近</translation>
    </message>
    <message>
        <source>None of {indexed} designs is related</source>
        <translation>{indexed} 款中没有相近的</translation>
    </message>
    <message>
        <source>A graph of the catalogue led to the pictures that were compared</source>
        <translation>已沿图库的近邻图找到并比较图片</translation>
    </message>
</context>
<context>
    <name>ResultsModel</name>
    <message>
        <source>{width} × {height} pixels</source>
        <translation>{width} × {height} 像素</translation>
    </message>
    <message>
        <source>The very same file as the query picture</source>
        <translation>与样图是同一个文件</translation>
    </message>
    <message>
        <source>Offline: its folder cannot be reached now</source>
        <translation>离线：目前无法访问所在文件夹</translation>
    </message>
    <message>
        <source>Number {rank}</source>
        <translation>第 {rank} 位</translation>
    </message>
    <message>
        <source>similarity {similarity}</source>
        <translation>相似度 {similarity}</translation>
    </message>
    <message>
        <source>folder {folder}</source>
        <translation>文件夹 {folder}</translation>
    </message>
    <message>
        <source>same picture</source>
        <translation>同一张图</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>Technical: code distance {distance}, shared hash buckets {collisions}</source>
        <translation>技术参数：编码距离 {distance}，命中哈希桶 {collisions}</translation>
    </message>
    <message>
        <source>{likeness}: similarity {similarity} (1.00 is the highest)</source>
        <translation>{likeness}：相似度 {similarity}（最高为 1.00）</translation>
    </message>
</context>
<context>
    <name>ResultsView</name>
    <message>
        <source>Similar designs</source>
        <translation>相似款式</translation>
    </message>
    <message>
        <source>Designs of the catalogue, the most similar first</source>
        <translation>图库中的款式，最相似的排在最前</translation>
    </message>
    <message>
        <source>No design looks much like this picture; these come closest.</source>
        <translation>没有与这张图片相像的款式，以下是最接近的。</translation>
    </message>
    <message>
        <source>No design looks much like this picture</source>
        <translation>没有与这张图片相像的款式</translation>
    </message>
    <message>
        <source>Show what comes closest</source>
        <translation>显示最接近的款式</translation>
    </message>
    <message>
        <source>Even those that come closest are not really similar.</source>
        <translation>最接近的款式也并不相似。</translation>
    </message>
</context>
<context>
    <name>ScopeButton</name>
    <message>
        <source>Look in</source>
        <translation>搜索范围</translation>
    </message>
    <message>
        <source>All folders</source>
        <translation>全部文件夹</translation>
    </message>
    <message>
        <source>{name} (offline)</source>
        <translation>{name}（离线）</translation>
    </message>
    <message>
        <source>{name} ({count})</source>
        <translation>{name}（{count}）</translation>
    </message>
    <message>
        <source>{count} folders</source>
        <translation>{count} 个文件夹</translation>
    </message>
</context>
<context>
    <name>SearchDesk</name>
    <message>
        <source>One moment…</source>
        <translation>请稍候…</translation>
    </message>
    <message>
        <source>The catalogue is being opened.</source>
        <translation>正在打开图库。</translation>
    </message>
    <message>
        <source>The catalogue is empty</source>
        <translation>图库还是空的</translation>
    </message>
    <message>
        <source>Nothing is searchable yet</source>
        <translation>还没有可搜索的图片</translation>
    </message>
    <message>
        <source>Pictures are read folder by folder; the first can be found as soon as they are read.</source>
        <translation>图片正在逐个文件夹读取，读完的马上就能搜索。</translation>
    </message>
    <message>
        <source>Which designs look like your sample?</source>
        <translation>哪些款式和您的样图相似？</translation>
    </message>
    <message>
        <source>Drop a sample picture anywhere on this window. It is compared with 1 design.</source>
        <translation>把样图拖到窗口任意位置，即与图库中的 1 款比较。</translation>
    </message>
    <message>
        <source>Drop a sample picture anywhere on this window. It is compared with {count} designs.</source>
        <translation>把样图拖到窗口任意位置，即与图库中的 {count} 款比较。</translation>
    </message>
    <message>
        <source>Nothing to compare with in these folders</source>
        <translation>所选文件夹里没有可比较的图片</translation>
    </message>
    <message>
        <source>Choose other folders under “Look in”, or all of them.</source>
        <translation>请在“搜索范围”中改选其他文件夹，或选全部。</translation>
    </message>
    <message>
        <source>Nothing to compare with yet</source>
        <translation>还没有可比较的图片</translation>
    </message>
    <message>
        <source>The search starts by itself as soon as pictures of the catalogue are read.</source>
        <translation>图库图片读取后会自动开始搜索。</translation>
    </message>
    <message>
        <source>Add the folder that holds your design pictures, or drop it on this window.</source>
        <translation>请添加存放款式图片的文件夹，也可以直接把它拖到本窗口。</translation>
    </message>
    <message>
        <source>Add catalogue folder…</source>
        <translation>添加图库文件夹…</translation>
    </message>
    <message>
        <source>Look in all folders</source>
        <translation>在全部文件夹中搜索</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Indexing progress</source>
        <translation>读取进度</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Stop reading; what was read stays searchable</source>
        <translation>停止读取，已读取的图片仍可搜索</translation>
    </message>
    <message>
        <source>Show which pictures, and why</source>
        <translation>查看是哪些图片及原因</translation>
    </message>
    <message>
        <source>Show the catalogue&apos;s folders</source>
        <translation>查看图库文件夹</translation>
    </message>
    <message>
        <source>1 could not be read</source>
        <translation>1 张无法读取</translation>
    </message>
    <message>
        <source>{count} could not be read</source>
        <translation>{count} 张无法读取</translation>
    </message>
    <message>
        <source>1 folder offline</source>
        <translation>1 个文件夹离线</translation>
    </message>
    <message>
        <source>{count} folders offline</source>
        <translation>{count} 个文件夹离线</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>正在启动…</translation>
    </message>
    <message>
        <source>No catalogue folder yet</source>
        <translation>尚未添加图库文件夹</translation>
    </message>
    <message>
        <source>1 picture searchable</source>
        <translation>1 张图片可搜索</translation>
    </message>
    <message>
        <source>{count} pictures searchable</source>
        <translation>{count} 张图片可搜索</translation>
    </message>
    <message>
        <source>1 not read yet</source>
        <translation>1 张尚未读取</translation>
    </message>
    <message>
        <source>{count} not read yet</source>
        <translation>{count} 张尚未读取</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Looking for changes…</source>
        <translation>正在检查变动…</translation>
    </message>
    <message>
        <source>Reading pictures</source>
        <translation>正在读取图片</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} / {total}</translation>
    </message>
    <message>
        <source>Looking for changes in {folder}…</source>
        <translation>正在检查“{folder}”的变动…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Continue reading</source>
        <translation>继续读取</translation>
    </message>
    <message>
        <source>Updating for the new recognition model</source>
        <translation>正在按新的识别模型更新</translation>
    </message>
    <message>
        <source>Pausing…</source>
        <translation>正在暂停…</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
</context>
<context>
    <name>Wording</name>
    <message>
        <source>{size} bytes</source>
        <translation>{size} 字节</translation>
    </message>
    <message>
        <source>{size} KB</source>
        <translation>{size} KB</translation>
    </message>
    <message>
        <source>{size} MB</source>
        <translation>{size} MB</translation>
    </message>
    <message>
        <source>about {seconds} s left</source>
        <translation>约剩 {seconds} 秒</translation>
    </message>
    <message>
        <source>about {minutes} min left</source>
        <translation>约剩 {minutes} 分钟</translation>
    </message>
    <message>
        <source>about {hours} h {minutes} min left</source>
        <translation>约剩 {hours} 小时 {minutes} 分钟</translation>
    </message>
    <message>
        <source>Same design</source>
        <translation>同款</translation>
    </message>
    <message>
        <source>Same cut</source>
        <translation>同版型</translation>
    </message>
    <message>
        <source>Same print</source>
        <translation>同花色</translation>
    </message>
    <message>
        <source>Very similar</source>
        <translation>很相似</translation>
    </message>
    <message>
        <source>Similar</source>
        <translation>相似</translation>
    </message>
    <message>
        <source>Loosely related</source>
        <translation>略有相似</translation>
    </message>
    <message>
        <source>Less similar</source>
        <translation>相似度较低</translation>
    </message>
</context>
</TS>
