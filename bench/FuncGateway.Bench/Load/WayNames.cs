namespace FuncGateway.Bench.Load;

/// <summary>The ways that ratios are taken of. The gateway is without audit unless its way says so.</summary>
public static class WayNames
{
    public const string Yarp = "YARP";
    public const string DirectList = "direct, list of 100 tools";
    public const string YarpList = "YARP, list of 100 tools";
    public const string List = "gateway, list of 100 tools filtered";
    public const string Allowed = "gateway, allowed";
    public const string Limited = "gateway, with limits";
    public const string AuditSoon = "gateway, allowed, audit within one second";
    public const string AuditFirst = "gateway, allowed, audit before the answer (default)";
}
