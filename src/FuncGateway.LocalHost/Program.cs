using FuncGateway.LocalHost;
using FuncGateway.LocalHost.Demo;
using FuncGateway.LocalHost.VerifyAudit;

return args switch
{
    [] => await LocalHostApp.ServeAsync(args),
    ["serve", .. var rest] => await LocalHostApp.ServeAsync(rest),
    ["verify-audit", .. var rest] => new VerifyAuditCommand(Console.Out, Console.Error, File.OpenRead).Run(rest),
    ["demo", .. var rest] => await DemoRun.RunAsync(rest),
    [var first, ..] when first.StartsWith("--", StringComparison.Ordinal) && first is not ("--help" or "-h") => await LocalHostApp.ServeAsync(args),
    _ => LocalHostApp.Usage(),
};
