using FuncGateway.LocalHost;
using FuncGateway.LocalHost.Demo;

return args switch
{
    [] => await LocalHostApp.ServeAsync(args),
    ["serve", .. var rest] => await LocalHostApp.ServeAsync(rest),
    ["demo", .. var rest] => await DemoRun.RunAsync(rest),
    [var first, ..] when first.StartsWith("--", StringComparison.Ordinal) && first is not ("--help" or "-h") => await LocalHostApp.ServeAsync(args),
    _ => LocalHostApp.Usage(),
};
