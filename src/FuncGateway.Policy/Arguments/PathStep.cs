namespace FuncGateway.Policies.Arguments;

/// <summary>One step of a path into the arguments.</summary>
internal abstract record PathStep
{
    private PathStep()
    {
    }

    public sealed record Key(string Name) : PathStep;

    public sealed record Element(int Index) : PathStep;

    public sealed record EachElement : PathStep;
}
